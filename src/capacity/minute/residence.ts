import { type EpochMs, MINUTE_MS, SECOND_MS } from '../../lambda/time.ts';
import type { CapacityMinute } from '../evidence.ts';
import { meanOfRan, type RanCalls } from '../ran-calls.ts';
import { pileIn } from './calls-at-once.ts';
import { averageDurationMs, meanConcurrency } from './estimate.ts';

/** A duration, with the share of calls that it represents. */
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
/** Shorter calls practically end in the minute in which they began. */
const SHORT_P99_MS = 10 * SECOND_MS;
/** Approximate time from the end of a call until CloudWatch counts it. */
const PUBLICATION_MS = 30_000;
/** Share of a minute's calls that must be publishable before the others are assumed to be alike. */
const ENOUGH_SHOWN = 0.25;
const CARRIED_MINUTES = 3;

/**
 * Average concurrency of a minute by `callsThatRan`; null when unknown.
 *
 * @param minutes oldest first, at least up to the wanted one; the newest may still grow
 */
export function meanInMinute(
  minutes: readonly CapacityMinute[],
  minuteMs: EpochMs,
  nowMs: EpochMs,
): number | null {
  return meanOfRan(callsThatRan(minutes, minuteMs, nowMs));
}

/**
 * The calls running in a minute, where calls outlast it: CloudWatch counts a call in the minute in which it began, and
 * only after it has ended, while it is running in the following minutes. So each minute's calls are spread over the
 * minutes in which they ran, and the number of those that can't have ended by `nowMs` is extrapolated from those that
 * could. Simultaneous calls, detected by the minute's peak, are not extrapolated: they are assumed to start in the
 * middle of the minute, and are either published or not.
 *
 * @returns newest first; null when unknown
 */
export function callsThatRan(
  minutes: readonly CapacityMinute[],
  minuteMs: EpochMs,
  nowMs: EpochMs,
): readonly RanCalls[] | null {
  const points = lengthsIn(minutes, nowMs);
  if (points === null) return shortCalls(minutes, minuteMs, nowMs);
  const held = minutes.filter(({ minuteMs: beganMs }) => beganMs <= minuteMs);
  if (held.length === 0) return null;
  const kept = held.map((minute) => ({
    minute,
    calls: callsOf(minute, minutes, points, nowMs),
    lengths: lengthsOf(minute, points, nowMs),
  }));
  const apart = kept.map((each, index): KeptCalls => {
    const { minute, lengths } = each;
    const pile = pileIn(minute, kept[index - 1]?.minute, {
      mean: kept.reduce((sum, others) => sum + meanKept(others, minute.minuteMs), 0),
      callMs: averageLengthMs(lengths),
      isWhole: shareShown(minute, points, nowMs) === 1,
    });
    if (pile.calls === 0) return each;
    const others = { ...minute, invocations: pile.othersShown };
    return { ...each, calls: callsOf(others, minutes, points, nowMs), atOnce: pile.calls };
  });
  return apart
    .map((each) => ({
      minuteMs: each.minute.minuteMs,
      calls: each.calls + (each.atOnce ?? 0),
      busyMs: meanKept(each, minuteMs) * MINUTE_MS,
    }))
    .filter(({ busyMs }) => busyMs > 0)
    .reverse();
}

/** The calls begun in a minute. */
interface KeptCalls {
  readonly minute: CapacityMinute;
  /** The evenly spread ones. */
  readonly calls: number;
  readonly atOnce?: number;
  readonly lengths: readonly LengthPoint[];
}

/** Their average concurrency in the minute that began at `minuteMs`. */
function meanKept({ minute, calls, atOnce = 0, lengths }: KeptCalls, minuteMs: EpochMs): number {
  const behind = (minuteMs - minute.minuteMs) / MINUTE_MS;
  if (behind < 0) return 0;
  return lengths.reduce((mean, { lengthMs, share }) => {
    const length = lengthMs / MINUTE_MS;
    return mean + share * (calls * overlap(length, behind) + atOnce * overlapFromTheMiddle(length, behind));
  }, 0);
}

/** Once all of a minute's calls are published, their average is the minute's own. */
function lengthsOf(
  minute: CapacityMinute,
  points: readonly LengthPoint[],
  nowMs: EpochMs,
): readonly LengthPoint[] {
  const averageMs = averageDurationMs(minute);
  return averageMs === null || shareShown(minute, points, nowMs) < 1 ? points : scaledTo(points, averageMs);
}

/** Short calls end where they began. Unpublished ones are assumed to be like published ones. */
function shortCalls(
  minutes: readonly CapacityMinute[],
  minuteMs: EpochMs,
  nowMs: EpochMs,
): readonly RanCalls[] | null {
  const index = minutes.findIndex((each) => each.minuteMs === minuteMs);
  const wanted = minutes[index];
  const mean = wanted === undefined ? null : meanConcurrency(wanted);
  if (wanted === undefined || mean === null) return null;
  const invocations = wanted.invocations ?? 0;
  const callMs = averageDurationMs(wanted) ?? 0;
  const shown = shareShown(wanted, [{ lengthMs: callMs, share: 1 }], nowMs);
  if (shown < ENOUGH_SHOWN || shown === 1 || callMs === 0)
    return [{ minuteMs, calls: invocations, busyMs: mean * MINUTE_MS }];
  const pile = pileIn(wanted, minutes[index - 1], { mean, callMs, isWhole: false });
  const calls = pile.calls + pile.othersShown / shown;
  return [{ minuteMs, calls, busyMs: calls * callMs }];
}

/** Calls begun in the minute, unpublished ones included. */
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

/** Share of the minute's calls that have ended and been published by `nowMs`. */
function shareShown({ minuteMs }: CapacityMinute, points: readonly LengthPoint[], nowMs: EpochMs): number {
  return points.reduce((sum, { lengthMs, share }) => {
    const began = (nowMs - PUBLICATION_MS - lengthMs - minuteMs) / MINUTE_MS;
    return sum + share * Math.min(1, Math.max(0, began));
  }, 0);
}

/** From minutes whose calls are all published. Null for short calls, or when unknown. */
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

function averageLengthMs(points: readonly LengthPoint[]): number {
  return points.reduce((sum, { lengthMs, share }) => sum + lengthMs * share, 0);
}

function scaledTo(points: readonly LengthPoint[], averageMs: number): readonly LengthPoint[] {
  const mean = averageLengthMs(points);
  return points.map(({ lengthMs, share }) => ({ lengthMs: (lengthMs * averageMs) / mean, share }));
}

/**
 * Average share of a minute that a call of `length` minutes occupies, begun at any time of the minute `behind` minutes
 * earlier.
 */
function overlap(length: number, behind: number): number {
  if (behind === 0) return length <= 1 ? length - length ** 2 / 2 : 0.5;
  return reached(1 + length - behind) - reached(length - behind);
}

/** The same for a call begun in the middle of its minute. */
function overlapFromTheMiddle(length: number, behind: number): number {
  const began = 0.5 - behind;
  return Math.max(0, Math.min(1, began + length) - Math.max(0, began));
}

/** The integral of a ramp from 0 to 1 over one minute. */
function reached(minutes: number): number {
  if (minutes <= 0) return 0;
  return minutes <= 1 ? minutes ** 2 / 2 : minutes - 0.5;
}
