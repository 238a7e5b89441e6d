import type { Thresholds } from '../thresholds.ts';
import { type FunctionMinute, JUDGED_MINUTES, total } from './function-minute.ts';

/** Calls of some minutes in a row. */
export interface Calls {
  readonly failed: number;
  readonly called: number;
  /** How many minutes these are. */
  readonly minutes: number;
}

/** Of fewer calls in the judged minutes it takes longer than these until enough of them have failed, however many do. */
export const FEW_CALLS = 50;
export const LONGER_MINUTES = 15;

/**
 * Whether so many calls failed in the judged minutes before one that it says something. Of few calls a quarter of an hour
 * tells it, where some of them failed in the judged minutes too, and a part that would be critical failed in all of it.
 *
 * @param end the place behind the last minute that is looked at
 */
export function areEnoughErrors(
  minutes: readonly FunctionMinute[],
  { errors, fewestErrors }: Pick<Thresholds, 'errors' | 'fewestErrors'>,
  end: number = minutes.length,
): boolean {
  const judged = callsBefore(minutes, end, JUDGED_MINUTES);
  if (judged.failed >= fewestErrors) return true;
  if (judged.failed === 0 || judged.called >= FEW_CALLS) return false;
  const { failed, called } = callsBefore(minutes, end, LONGER_MINUTES);
  return failed >= fewestErrors && failed >= errors.critAt * called;
}

export function callsBefore(minutes: readonly FunctionMinute[], end: number, count: number): Calls {
  return callsOf(minutes.slice(Math.max(0, end - count), end));
}

export function callsOf(minutes: readonly FunctionMinute[]): Calls {
  return {
    failed: total(minutes, ({ errors }) => errors),
    called: total(minutes, ({ invocations }) => invocations),
    minutes: minutes.length,
  };
}
