import { rawText } from '../../../src/terminal/text.ts';
import type { Cause } from '../../../src/triage/cause/cause.ts';
import { minuteMsAt } from '../troubled.ts';

export const COMMON = {
  severity: 'crit',
  functionName: rawText('checkout-api'),
  sinceMs: minuteMsAt(58),
  harm: 'callersAreHit',
  lossRank: 0,
} as const;

export const POOL_FULL = {
  ...COMMON,
  kind: 'poolFull',
  culprit: null,
  holder: null,
  others: 61,
  consumers: 0,
  use: 1,
  newestIsClean: false,
} as const satisfies Cause;
