import type { LogComparison } from '../../../src/logs/comparison/log-comparison.ts';
import { minuteMsAt } from '../troubled.ts';
import { raw } from './case-file-of.ts';

/** The log comparison of failing calls, nearly all of which have one value in a field. */
export function comparisonWith(field: string, value: string, ofOthers = 0.1): LogComparison {
  const window = { fromMs: minuteMsAt(70), toMs: minuteMsAt(71), lines: 500, runs: 100, failed: 20 };
  const shares = { ofFailed: 0.9, ofOthers, failsWith: 0.8, failsWithout: 0.02, runs: 100 };
  return {
    now: window,
    before: null,
    patterns: [],
    said: [],
    hits: [{ field, value: raw(value), ...shares }],
    hitsOf: null,
    comparedFields: [field],
  };
}
