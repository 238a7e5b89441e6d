import { rawText } from '../../../src/terminal/text.ts';
import { minuteMsAt } from '../troubled.ts';

export const COMMON = {
  severity: 'crit',
  functionName: rawText('checkout-api'),
  sinceMs: minuteMsAt(58),
  harm: 'callersAreHit',
  lossRank: 0,
} as const;
