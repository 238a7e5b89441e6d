import type { EpochMs } from '../../lambda/time.ts';
import { averageDurationOf, type FunctionMinute } from '../minute/function-minute.ts';
import { type LevelPart, levelParts, swingOf, UNUSUAL_SWINGS } from '../onset/level-parts.ts';
import { median, quantile } from '../onset/quantile.ts';

export interface DurationRise {
  readonly sinceMs: EpochMs;
  /** Median of the minutes' averages before the rise. */
  readonly beforeMs: number;
  /** Average of the newest minute; for past trouble, the median of its minutes. */
  readonly nowMs: number;
}

/** A smaller slowdown does no harm yet, however certain it is. */
const RISE_FACTOR = 1.5;
const BASELINE_MINUTES = 60;
const SHORTEST_BASELINE_MINUTES = 10;
/** With fewer calls an average means nothing: one slow call at night is no rise. */
const FEWEST_CALLS = 20;
/** The upper quartile: values that an hour reaches this often are no news. */
const OFTEN = 0.75;
/** One quick minute among slow ones does not end a rise. */
const CALM_MINUTES_BEFORE_END = 2;

/**
 * A rise of the average duration that still lasts: at least 1.5 times the hour before. It is compared with the usual
 * duration of that time as long as it lasts, so that hours of an incident never become the usual. Null without one, or
 * with too little before it.
 *
 * @param carried the rise under way when `minutes` begin, which may not include its onset any more
 */
export function durationRise(
  minutes: readonly FunctionMinute[],
  carried: DurationRise | null = null,
): DurationRise | null {
  const averages = timedOf(minutes);
  const nowMs = averages.at(-1)?.averageMs;
  if (nowMs === undefined) return null;
  if (carried !== null && lasts(minutes, carried)) return { ...carried, nowMs };
  // Most functions are as quick as ever: only the others are examined minute by minute.
  if (nowMs < RISE_FACTOR * Math.min(...averages.map(({ averageMs }) => averageMs))) return null;
  const last = risesIn(minutes).at(-1);
  return last === undefined || last.endedMs !== null
    ? null
    : { sinceMs: last.sinceMs, beforeMs: last.beforeMs, nowMs };
}

function lasts(minutes: readonly FunctionMinute[], { sinceMs, beforeMs }: DurationRise): boolean {
  let calm = 0;
  // The first minutes of a slow rise still count as calm.
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

/** A minute with finished calls. */
interface TimedMinute {
  readonly minuteMs: EpochMs;
  readonly averageMs: number;
  readonly calls: number;
}

/** Every rise of the average duration in `minutes`, oldest first. The onset engine finds where levels change. */
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
    // Without an earlier baseline, a level that lasts as long as a baseline is the usual one.
    usual = baseline === null && own.length >= SHORTEST_BASELINE_MINUTES ? own : [...usual, ...own];
  }
  close(null);
  return rises;
}

/** What a rise is compared with. */
interface Baseline {
  readonly beforeMs: number;
  /** A level that it did not reach often. */
  readonly leastMs: number;
  /** A minute this slow is hardly chance. */
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
 * A slow rise begins with the first of the slower minutes that led to it. Ranks may place a sudden rise a minute early:
 * it begins with the first minute closer to the new level than to the old one.
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
