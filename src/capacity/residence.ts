import { type EpochMs, MINUTE_MS, SECOND_MS } from '../lambda/time.ts';
import { averageDurationMs, meanConcurrency } from './estimate.ts';
import type { CapacityMinute } from './evidence.ts';
import type { InFlight } from './in-flight.ts';
import { averageOf } from './span.ts';

/** A call length, and the share of calls that it stands for. */
interface LengthPoint {
  readonly lengthMs: number;
  readonly share: number;
}

/** Normal quantiles at 12.5, 37.5, 62.5, 87.5 and 99 %, with the share of calls around each. */
const POINTS = [
  { z: -1.150_35, share: 0.25 },
  { z: -0.318_64, share: 0.25 },
  { z: 0.318_64, share: 0.25 },
  { z: 1.150_35, share: 0.23 },
  { z: 2.326_35, share: 0.02 },
] as const;
const Z_OF_P95 = 1.644_85;
/** Shorter calls than that end in the minute in which they began, as far as it matters. */
const SHORT_P99_MS = 10 * SECOND_MS;
/** From the end of a call until CloudWatch counts it, about. */
const PUBLICATION_MS = 30_000;
/** Of a minute's calls, so many must have been able to come in before the others are taken to be like them. */
const ENOUGH_SHOWN = 0.25;
const CARRIED_MINUTES = 3;

/**
 * Environments busy on average in a minute, where calls last longer than it: CloudWatch counts a call in the minute in
 * which it began, but it kept its environment busy in those that followed, and it is not counted before it has ended.
 * So each minute's calls are spread over the minutes in which they ran, and calls that can't have ended by `nowMs` are
 * taken to be as many as those that could.
 *
 * @param minutes oldest first, up to the wanted one or beyond; the newest may still grow.
 */
export function meanInMinute(
  minutes: readonly CapacityMinute[],
  minuteMs: EpochMs,
  nowMs: EpochMs,
): number | null {
  const wanted = minutes.find((each) => each.minuteMs === minuteMs);
  const points = lengthsIn(minutes, nowMs);
  if (points === null) return wanted === undefined ? null : meanOfShortCalls(wanted, nowMs);
  const held = minutes.filter(({ minuteMs: beganMs }) => beganMs <= minuteMs);
  if (held.length === 0) return null;
  let mean = 0;
  held.forEach((each) => {
    const calls = callsOf(each, minutes, points, nowMs);
    const behind = (minuteMs - each.minuteMs) / MINUTE_MS;
    for (const { lengthMs, share } of lengthsOf(each, points, nowMs))
      mean += calls * share * overlap(lengthMs / MINUTE_MS, behind);
  });
  return mean;
}

/** Once all of a minute's calls are in, they are as long on average as it says. */
function lengthsOf(
  minute: CapacityMinute,
  points: readonly LengthPoint[],
  nowMs: EpochMs,
): readonly LengthPoint[] {
  const averageMs = averageDurationMs(minute);
  return averageMs === null || shareShown(minute, points, nowMs) < 1 ? points : scaledTo(points, averageMs);
}

/** As the calls are that have come in, so are those that have not. */
function meanOfShortCalls(minute: CapacityMinute, nowMs: EpochMs): number | null {
  const mean = meanConcurrency(minute);
  const shown = shareShown(minute, [{ lengthMs: averageDurationMs(minute) ?? 0, share: 1 }], nowMs);
  return mean === null || shown < ENOUGH_SHOWN ? mean : mean / shown;
}

/** The same where somebody follows the log: to the second, once all of the minute has been read. */
export function meanInMinuteFromLog(inFlight: InFlight, minuteMs: EpochMs): number | null {
  const { means, asOfMs, completeFromMs } = inFlight;
  const from = means.length - Math.round((asOfMs - minuteMs) / SECOND_MS);
  const isWhole = minuteMs >= completeFromMs && from >= 0 && minuteMs + MINUTE_MS <= asOfMs;
  return isWhole ? averageOf(means.subarray(from, from + MINUTE_MS / SECOND_MS)) : null;
}

/** Calls that began in the minute, those included that have not come in yet. */
function callsOf(
  minute: CapacityMinute,
  minutes: readonly CapacityMinute[],
  points: readonly LengthPoint[],
  nowMs: EpochMs,
): number {
  const shown = shareShown(minute, points, nowMs);
  if (shown >= ENOUGH_SHOWN) return (minute.invocations ?? 0) / shown;
  const known = minutes
    .filter((each) => each.minuteMs < minute.minuteMs && shareShown(each, points, nowMs) >= ENOUGH_SHOWN)
    .slice(-CARRIED_MINUTES);
  if (known.length === 0) return minute.invocations ?? 0;
  return (
    known.reduce((sum, each) => sum + (each.invocations ?? 0) / shareShown(each, points, nowMs), 0) /
    known.length
  );
}

/** Of the minute's calls, those that have ended and been published by `nowMs`. */
function shareShown({ minuteMs }: CapacityMinute, points: readonly LengthPoint[], nowMs: EpochMs): number {
  return points.reduce((sum, { lengthMs, share }) => {
    const began = (nowMs - PUBLICATION_MS - lengthMs - minuteMs) / MINUTE_MS;
    return sum + share * Math.min(1, Math.max(0, began));
  }, 0);
}

/** By the minutes whose calls have all come in. Null where calls are short, or nobody knows how they differ. */
function lengthsIn(minutes: readonly CapacityMinute[], nowMs: EpochMs): readonly LengthPoint[] | null {
  let calls = 0;
  let busyMs = 0;
  let middleMs = 0;
  let longMs = 0;
  let longestMs = 0;
  for (const minute of minutes) {
    const {
      minuteMs,
      invocations,
      durationSumMs,
      durationP50Ms: p50,
      durationP95Ms: p95,
      durationP99Ms: p99,
    } = minute;
    if (!invocations || durationSumMs === null || p50 == null || p99 == null) continue;
    if (minuteMs + MINUTE_MS + p99 + PUBLICATION_MS > nowMs) continue;
    calls += invocations;
    busyMs += durationSumMs;
    middleMs += invocations * p50;
    longMs += invocations * (p95 ?? p99);
    longestMs = Math.max(longestMs, p99);
  }
  if (calls === 0 || longestMs < SHORT_P99_MS) return null;
  const spread = middleMs > 0 ? Math.log(Math.max(1, longMs / middleMs)) / Z_OF_P95 : 0;
  const lengths = POINTS.map(({ z, share }) => ({ lengthMs: Math.exp(spread * z), share }));
  return scaledTo(lengths, busyMs / calls);
}

function scaledTo(points: readonly LengthPoint[], averageMs: number): readonly LengthPoint[] {
  const mean = points.reduce((sum, { lengthMs, share }) => sum + lengthMs * share, 0);
  return points.map(({ lengthMs, share }) => ({ lengthMs: (lengthMs * averageMs) / mean, share }));
}

/**
 * Of a minute, the part in which a call of `length` minutes runs on average, that began at any time of the minute
 * `behind` minutes before.
 */
function overlap(length: number, behind: number): number {
  if (behind === 0) return length <= 1 ? length - length ** 2 / 2 : 0.5;
  return reached(1 + length - behind) - reached(length - behind);
}

/** The integral of a ramp from 0 to 1 over one minute. */
function reached(minutes: number): number {
  if (minutes <= 0) return 0;
  return minutes <= 1 ? minutes ** 2 / 2 : minutes - 0.5;
}
