import type { CapacityMinute } from '../evidence.ts';
import { REQUESTS_PER_ENVIRONMENT } from './limit.ts';

/**
 * The rate must be this much closer to its limit than concurrency, so that calls of 100 ms don't alternate between the
 * two.
 */
const CLEARLY_NEARER = 1.2;
const LONGEST_SHORT_CALL_MS = 1_000 / REQUESTS_PER_ENVIRONMENT / CLEARLY_NEARER;
/** A minute's mean hides its seconds: a rate that met its limit in some of them may have a mean this low. */
export const MET_RATE_SHARE = 0.75;
/** A minute's peak is sampled: from this share on concurrency was met. */
const MET_SHARE = 0.9;
/**
 * When the rate meets its limit, short calls come this close by chance: only if all environments were busy was
 * concurrency met.
 */
const MET_SHARE_AT_MET_RATE = 0.98;

/** Served and throttled. */
export function requestsPerSecond({ invocations, throttles }: CapacityMinute): number | null {
  return invocations === null && throttles === null ? null : ((invocations ?? 0) + (throttles ?? 0)) / 60;
}

/**
 * Whether the request rate of `reserved` environments is met before they are all busy: calls are short in these
 * minutes, and environments were free when some were throttled.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html#understanding-concurrency
 */
export function rateIsMetFirst(minutes: readonly CapacityMinute[], reserved: number): boolean {
  if (!areCallsShort(minutes)) return false;
  const turningAway = minutes.filter(({ throttles }) => (throttles ?? 0) > 0);
  const met = metShareOf(turningAway, reserved) * reserved;
  return !turningAway.some(({ observedMax }) => (observedMax ?? 0) >= met);
}

/** The share of `reserved` from which on a peak in throttling minutes means that concurrency was met. */
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
