import type { CapacityMinute } from '../evidence.ts';
import { REQUESTS_PER_ENVIRONMENT } from './limit.ts';

/** The rate must be this much nearer to its limit than concurrency, so that calls of 100 ms don't change limits. */
const CLEARLY_NEARER = 1.2;
const LONGEST_SHORT_CALL_MS = 1_000 / REQUESTS_PER_ENVIRONMENT / CLEARLY_NEARER;
/** The mean of a minute hides its seconds: a rate that met its limit in some of them may stand so much lower. */
export const MET_RATE_SHARE = 0.75;
/** A minute's peak is a sample: so near its limit concurrency was met. */
const MET_SHARE = 0.9;
/** Short calls come so near by chance while their rate meets its limit: only where all were busy was concurrency met. */
const MET_SHARE_AT_MET_RATE = 0.98;

/** Served and turned away. */
export function requestsPerSecond({ invocations, throttles }: CapacityMinute): number | null {
  return invocations === null && throttles === null ? null : ((invocations ?? 0) + (throttles ?? 0)) / 60;
}

/**
 * Whether the request rate of `reserved` environments is met before they are all busy: calls are short in these
 * minutes, and where some were turned away, environments were free.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html#understanding-concurrency
 */
export function rateIsMetFirst(minutes: readonly CapacityMinute[], reserved: number): boolean {
  if (!areCallsShort(minutes)) return false;
  const turningAway = minutes.filter(({ throttles }) => (throttles ?? 0) > 0);
  const met = metShareOf(turningAway, reserved) * reserved;
  return !turningAway.some(({ observedMax }) => (observedMax ?? 0) >= met);
}

/** From which share of `reserved` on a peak in the minutes that turned calls away tells that the concurrency was met. */
export function metShareOf(turningAway: readonly CapacityMinute[], reserved: number): number {
  const rateLimit = REQUESTS_PER_ENVIRONMENT * reserved;
  const mayBeRate = turningAway.some(
    (minute) => (requestsPerSecond(minute) ?? 0) >= MET_RATE_SHARE * rateLimit,
  );
  return mayBeRate && areCallsShort(turningAway) ? MET_SHARE_AT_MET_RATE : MET_SHARE;
}

function areCallsShort(minutes: readonly CapacityMinute[]): boolean {
  const measured = minutes.filter(({ durationSumMs, invocations }) => durationSumMs !== null && invocations);
  const calls = measured.reduce((sum, { invocations }) => sum + (invocations ?? 0), 0);
  const busyMs = measured.reduce((sum, { durationSumMs }) => sum + (durationSumMs ?? 0), 0);
  return calls > 0 && busyMs / calls < LONGEST_SHORT_CALL_MS;
}
