import type { Thresholds } from '../thresholds.ts';
import { type FunctionMinute, JUDGED_MINUTES, total } from './function-minute.ts';

/** The calls of consecutive minutes. */
export interface Calls {
  readonly failed: number;
  readonly called: number;
  /** How many minutes these are. */
  readonly minutes: number;
}

/**
 * With fewer calls in the judged minutes, it takes longer to see enough failures for a judgement, however many fail.
 */
export const FEW_CALLS = 50;
export const LONGER_MINUTES = 15;

/**
 * Whether enough calls failed in the judged minutes before one. With few calls, fifteen minutes are used: some must
 * have failed in the judged minutes too, and a critical share over all fifteen.
 *
 * @param end the index after the last minute
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
