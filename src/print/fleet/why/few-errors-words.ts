import type { FunctionStatus } from '../../../monitor/function/status/function-status.ts';
import { numberOf } from '../../../monitor/reading.ts';
import type { Line } from '../../../terminal/line.ts';
import { words } from '../../../terminal/words.ts';
import { callsBefore, FEW_CALLS, LONGER_MINUTES } from '../../../triage/minute/enough-errors.ts';
import { JUDGED_MINUTES } from '../../../triage/minute/function-minute.ts';

/**
 * Why a rate of errors beyond its threshold hurts nobody: `2 in 5 min, fewer than the 5 that count`; null where that is
 * not so, or where most are calls that ran out of memory, which are judged.
 */
export function fewErrorsWords(status: FunctionStatus): Line | null {
  const { minutes, reasons, notJudged, chronic, steady, errorRate } = status;
  const { errors, fewestErrors } = status.thresholds;
  const isJudged = [...reasons, ...notJudged].some(({ rule }) => rule === 'errors');
  const isExplained = reasons.some(({ rule }) => rule === 'memory');
  if (isJudged || isExplained || chronic !== null || steady !== null) return null;
  const newest = callsBefore(minutes, minutes.length, JUDGED_MINUTES);
  const judged = newest.called >= FEW_CALLS ? newest : callsBefore(minutes, minutes.length, LONGER_MINUTES);
  if (judged.failed === 0 || judged.failed >= fewestErrors) return null;
  const rate = Math.max(numberOf(errorRate) ?? 0, judged.failed / judged.called);
  if (rate < errors.warnAt) return null;
  return words`${judged.failed} in ${judged.minutes} min, fewer than the ${fewestErrors} that count`;
}
