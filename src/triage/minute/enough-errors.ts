import type { Thresholds } from '../thresholds.ts';
import { type FunctionMinute, JUDGED_MINUTES, total } from './function-minute.ts';

/** Of fewer calls in the judged minutes it takes longer than these until enough of them have failed, however many do. */
const FEW_CALLS = 50;
const LONGER_MINUTES = 15;

/**
 * Whether so many calls failed in the judged minutes that it says something. Of few calls a quarter of an hour tells it, where some
 * of them failed in the judged minutes too, and a part that would be critical failed in all of it.
 */
export function areEnoughErrors(
  minutes: readonly FunctionMinute[],
  { errors, fewestErrors }: Pick<Thresholds, 'errors' | 'fewestErrors'>,
): boolean {
  const judged = counted(minutes.slice(-JUDGED_MINUTES));
  if (judged.failed >= fewestErrors) return true;
  if (judged.failed === 0 || judged.called >= FEW_CALLS) return false;
  const { failed, called } = counted(minutes.slice(-LONGER_MINUTES));
  return failed >= fewestErrors && failed >= errors.critAt * called;
}

function counted(minutes: readonly FunctionMinute[]) {
  return {
    failed: total(minutes, ({ errors }) => errors),
    called: total(minutes, ({ invocations }) => invocations),
  };
}
