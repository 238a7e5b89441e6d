import type { EpochMs } from '../../lambda/time.ts';
import { averageDurationOf, type FunctionMinute } from '../minute/function-minute.ts';
import { type LevelPart, levelParts, swingOf, UNUSUAL_SWINGS } from '../onset/level-parts.ts';
import { median, quantile } from '../onset/quantile.ts';

export interface DurationRise {
  readonly sinceMs: EpochMs;
  /** Median of the minutes' averages before the rise. */
  readonly beforeMs: number;
  /** Average of the newest minute; of trouble that is over, the median of the minutes that it lasted. */
  readonly nowMs: number;
}

/** What is less slower hurts nobody yet, however sure it is. */
const RISE_FACTOR = 1.5;
const BASELINE_MINUTES = 60;
const SHORTEST_BASELINE_MINUTES = 10;
/** An average of fewer calls says nothing: one slow call at night is no rise. */
const FEWEST_CALLS = 20;
/** The upper quartile: what an hour reaches so often that reaching it is no news. */
const OFTEN = 0.75;
/** One quick minute among slow ones ends nothing. */
const CALM_MINUTES_BEFORE_END = 2;

/**
 * A rise of the average duration that still lasts: at least half as slow again as the hour before it. What was usual
 * then stays what it is compared with for as long as it lasts, so that hours of an incident never become the usual.
 * Null when there is none, or too little before it to compare with.
 *
 * @param carried the rise that lasted when `minutes` began, whose beginning they may not hold any more
 */
export function durationRise(
  minutes: readonly FunctionMinute[],
  carried: DurationRise | null = null,
): DurationRise | null {
  const averages = timedOf(minutes);
  const nowMs = averages.at(-1)?.averageMs;
  if (nowMs === undefined) return null;
  if (carried !== null && lasts(minutes, carried)) return { ...carried, nowMs };
  // Most functions are as quick as ever: only the others are looked at minute by minute.
  if (nowMs < RISE_FACTOR * Math.min(...averages.map(({ averageMs }) => averageMs))) return null;
  const last = risesIn(minutes).at(-1);
  return last === undefined || last.endedMs !== null
    ? null
    : { sinceMs: last.sinceMs, beforeMs: last.beforeMs, nowMs };
}

function lasts(minutes: readonly FunctionMinute[], { sinceMs, beforeMs }: DurationRise): boolean {
  let calm = 0;
  // The first minutes of a slow rise are calm ones still.
  let hasRisen = (minutes[0]?.minuteMs ?? 0) > sinceMs;
  for (const minute of minutes) {
    const averageMs = averageDurationOf(minute);
    if (averageMs === null || minute.minuteMs < sinceMs) continue;
    const isCalm = averageMs < RISE_FACTOR * beforeMs;
    hasRisen ||= !isCalm;
    calm = isCalm && hasRisen ? calm + 1 : 0;
    if (calm === CALM_MINUTES_BEFORE_END) return false;
  }
  return true;
}

export interface PastRise {
  readonly sinceMs: EpochMs;
  /** The first quick minute after it; null while it lasts. */
  readonly endedMs: EpochMs | null;
  /** Median of the minutes' averages before the rise. */
  readonly beforeMs: number;
  /** The slowest minute's average. */
  readonly slowestMs: number;
}

/** A minute in which calls ended. */
interface TimedMinute {
  readonly minuteMs: EpochMs;
  readonly averageMs: number;
  readonly calls: number;
}

/** Every rise of the average duration in `minutes`, oldest first. Where levels change, and when, the onset engine tells. */
export function risesIn(minutes: readonly FunctionMinute[]): readonly PastRise[] {
  const timed = timedOf(minutes);
  const averages = timed.map(({ averageMs }) => averageMs);
  if (Math.max(...averages) < RISE_FACTOR * Math.min(...averages)) return [];
  const rises: PastRise[] = [];
  let usual: readonly TimedMinute[] = [];
  let open: OpenRise | null = null;
  const close = (endedMs: EpochMs | null) => {
    if (open !== null && isRise(open)) rises.push(riseOf(open, endedMs));
    open = null;
  };
  for (const part of levelParts(averages)) {
    const own = timed.slice(part.from, part.to);
    const baseline: Baseline | null = open?.baseline ?? baselineOf(usual);
    if (baseline !== null && part.level >= RISE_FACTOR * baseline.beforeMs) {
      open = withMinutes(open ?? openedAt(part, timed, baseline), own);
      continue;
    }
    if (open !== null && own.length < CALM_MINUTES_BEFORE_END) continue;
    close(own[0]?.minuteMs ?? null);
    // What is so for as long as a baseline takes is what is usual, where there was none.
    usual = baseline === null && own.length >= SHORTEST_BASELINE_MINUTES ? own : [...usual, ...own];
  }
  close(null);
  return rises;
}

/** What a rise is compared with. */
interface Baseline {
  readonly beforeMs: number;
  /** What it did not reach often enough for it to be no news. */
  readonly leastMs: number;
  /** A minute so slow is hardly chance. */
  readonly unusualMs: number;
}

interface OpenRise extends Omit<PastRise, 'endedMs'> {
  readonly baseline: Baseline;
  readonly calls: number;
}

/** Null where too little is known. */
function baselineOf(usual: readonly TimedMinute[]): Baseline | null {
  const newest = usual.slice(-BASELINE_MINUTES);
  if (newest.length < SHORTEST_BASELINE_MINUTES || callsIn(newest) < FEWEST_CALLS) return null;
  const averages = newest.map(({ averageMs }) => averageMs);
  const beforeMs = median(averages) ?? 0;
  return {
    beforeMs,
    leastMs: RISE_FACTOR * (quantile(averages, OFTEN) ?? beforeMs),
    unusualMs: beforeMs * Math.exp(UNUSUAL_SWINGS * swingOf(averages, beforeMs)),
  };
}

/**
 * A slow rise begins in the first of the minutes that led there and were slower than usual. Ranks may place a sudden one a
 * minute early: it begins with the first minute that is nearer to what is now than to what was.
 */
function openedAt({ from, level }: LevelPart, timed: readonly TimedMinute[], baseline: Baseline): OpenRise {
  const { beforeMs, unusualMs } = baseline;
  const lastUsual = timed.slice(0, from).findLastIndex(({ averageMs }) => averageMs < unusualMs);
  const firstMs = timed[from]?.averageMs ?? level;
  const isEarly = lastUsual + 1 === from && firstMs < Math.min(unusualMs, Math.sqrt(beforeMs * level));
  const sinceMs = timed[lastUsual + (isEarly ? 2 : 1)]?.minuteMs ?? 0;
  return { sinceMs, beforeMs, slowestMs: 0, baseline, calls: 0 };
}

function riseOf({ sinceMs, beforeMs, slowestMs }: OpenRise, endedMs: EpochMs | null): PastRise {
  return { sinceMs, endedMs, beforeMs, slowestMs };
}

function withMinutes(open: OpenRise, minutes: readonly TimedMinute[]): OpenRise {
  const slowestMs = Math.max(open.slowestMs, ...minutes.map(({ averageMs }) => averageMs));
  return { ...open, slowestMs, calls: open.calls + callsIn(minutes) };
}

function isRise({ calls, slowestMs, baseline }: OpenRise): boolean {
  return calls >= FEWEST_CALLS && slowestMs >= baseline.leastMs;
}

function callsIn(minutes: readonly TimedMinute[]): number {
  return minutes.reduce((sum, { calls }) => sum + calls, 0);
}

function timedOf(minutes: readonly FunctionMinute[]): readonly TimedMinute[] {
  return minutes.flatMap((minute) => {
    const averageMs = averageDurationOf(minute) ?? 0;
    return averageMs > 0 ? [{ minuteMs: minute.minuteMs, averageMs, calls: minute.invocations ?? 0 }] : [];
  });
}
