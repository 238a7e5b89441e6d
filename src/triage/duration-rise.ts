import type { EpochMs } from '../lambda/time.ts';
import { averageDurationOf, type FunctionMinute } from './function-minute.ts';
import { LEAST_GAIN } from './onset/change.ts';
import { median } from './quantile.ts';
import { SortedWindow } from './sorted-window.ts';

export interface DurationRise {
  readonly sinceMs: EpochMs;
  /** Median of the minutes' averages before the rise. */
  readonly beforeMs: number;
  /** Average of the newest minute. */
  readonly nowMs: number;
}

const RISE_FACTOR = 1.5;
const BASELINE_MINUTES = 60;
const SHORTEST_BASELINE_MINUTES = 10;
/** An average of fewer calls says nothing: one slow call at night is no rise. */
const FEWEST_CALLS = 20;
/** The upper quartile: what an hour reaches so often that reaching it is no news. */
const OFTEN = 0.75;
/** A minute so many swings slower than usual is hardly chance. */
const UNUSUAL_SWINGS = 3;
/** One quick minute among slow ones ends nothing. */
const CALM_MINUTES_BEFORE_END = 2;
/** Averages vary at least so much, as a natural logarithm. */
const LEAST_SWING = 0.05;

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
  const averages = averagesOf(minutes);
  const nowMs = averages.at(-1);
  if (nowMs === undefined) return null;
  if (carried !== null && lasts(minutes, carried)) return { ...carried, nowMs };
  // Most functions are as quick as ever: only the others are looked at minute by minute.
  if (nowMs < RISE_FACTOR * Math.min(...averages)) return null;
  const last = risesIn(minutes).at(-1);
  return last === undefined || last.endedMs !== null || nowMs < last.leastMs
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
  /** What the hour before did not reach often enough for it to be no news. */
  readonly leastMs: number;
  /** The slowest minute's average. */
  readonly slowestMs: number;
}

/** Every rise of the average duration in `minutes`, oldest first. */
export function risesIn(minutes: readonly FunctionMinute[]): readonly PastRise[] {
  const rises: PastRise[] = [];
  const usualMs = new SortedWindow(BASELINE_MINUTES);
  let open: OpenRise | null = null;
  for (const [index, minute] of minutes.entries()) {
    const averageMs = averageDurationOf(minute);
    if (averageMs !== null)
      open ??= openedBy(minute, averageMs, usualMs, () => minutesBefore(minutes, index));
    usualMs.add(averageMs);
    if (open === null || averageMs === null) continue;
    open = withAverage(open, minute, averageMs);
    if (open.calm < CALM_MINUTES_BEFORE_END && !isBaseless(open)) continue;
    if (isRise(open)) rises.push(open);
    open = null;
  }
  return open !== null && isRise(open) ? [...rises, { ...open, endedMs: null }] : rises;
}

interface OpenRise extends PastRise {
  /** Quick minutes in a row. */
  readonly calm: number;
  readonly calls: number;
  readonly slowMinutes: number;
  /** How the minutes before it vary, as a natural logarithm. */
  readonly swing: number;
  /** How much slower the slow minutes are together, as natural logarithms. */
  readonly slowness: number;
  /** Whether enough was known before it to compare with. */
  readonly hasBaseline: boolean;
}

function openedBy(
  { minuteMs }: FunctionMinute,
  averageMs: number,
  usualMs: SortedWindow,
  before: () => readonly FunctionMinute[],
): OpenRise | null {
  const beforeMs = usualMs.quantile(0.5);
  const oftenMs = usualMs.quantile(OFTEN);
  if (beforeMs === null || oftenMs === null || averageMs < RISE_FACTOR * beforeMs) return null;
  const swing = swingOf(averagesOf(before()), beforeMs);
  return {
    sinceMs: riseOnset(before(), minuteMs, beforeMs * Math.exp(UNUSUAL_SWINGS * swing)),
    endedMs: null,
    beforeMs,
    leastMs: RISE_FACTOR * oftenMs,
    slowestMs: averageMs,
    calm: 0,
    calls: 0,
    slowMinutes: 0,
    slowness: 0,
    swing,
    hasBaseline: usualMs.size >= SHORTEST_BASELINE_MINUTES && callsIn(before()) >= FEWEST_CALLS,
  };
}

/** A slow rise begins in the first of the minutes that led there and were slower than usual. */
function riseOnset(before: readonly FunctionMinute[], openedMs: EpochMs, unusualMs: number): EpochMs {
  let sinceMs = openedMs;
  for (const minute of before.toReversed()) {
    const averageMs = averageDurationOf(minute);
    if (averageMs === null) continue;
    if (averageMs < unusualMs) break;
    sinceMs = minute.minuteMs;
  }
  return sinceMs;
}

function withAverage(open: OpenRise, { minuteMs, invocations }: FunctionMinute, averageMs: number): OpenRise {
  const isCalm = averageMs < RISE_FACTOR * open.beforeMs;
  return {
    ...open,
    slowestMs: Math.max(open.slowestMs, averageMs),
    calm: isCalm ? open.calm + 1 : 0,
    endedMs: isCalm ? (open.endedMs ?? minuteMs) : null,
    calls: open.calls + (isCalm ? 0 : (invocations ?? 0)),
    slowMinutes: open.slowMinutes + (isCalm ? 0 : 1),
    slowness: open.slowness + (isCalm ? 0 : Math.log(averageMs / open.beforeMs)),
  };
}

/** Slow for as long as a baseline takes, and nothing to compare with: then this is what is usual. */
function isBaseless({ hasBaseline, slowMinutes }: OpenRise): boolean {
  return !hasBaseline && slowMinutes >= SHORTEST_BASELINE_MINUTES;
}

function isRise(open: OpenRise): boolean {
  const { calls, slowestMs, leastMs, hasBaseline } = open;
  return hasBaseline && calls >= FEWEST_CALLS && slowestMs >= leastMs && gainOf(open) >= LEAST_GAIN;
}

/** By how much likelier the slow minutes are as a rise than as minutes like those before them. */
function gainOf({ slowMinutes, slowness, swing }: OpenRise): number {
  return slowMinutes === 0 ? 0 : slowness ** 2 / (2 * slowMinutes * swing ** 2);
}

/** Of few calls the averages swing: then one slow minute is no news. */
function swingOf(usualMs: readonly number[], beforeMs: number): number {
  const swings = usualMs.map((averageMs) => Math.abs(Math.log(averageMs / beforeMs)));
  return Math.max(LEAST_SWING, (median(swings) ?? 0) / 0.6745);
}

function averagesOf(minutes: readonly FunctionMinute[]): readonly number[] {
  return minutes.flatMap((minute) => averageDurationOf(minute) ?? []);
}

function minutesBefore(minutes: readonly FunctionMinute[], index: number): readonly FunctionMinute[] {
  return minutes.slice(Math.max(0, index - BASELINE_MINUTES), index);
}

function callsIn(minutes: readonly FunctionMinute[]): number {
  return minutes.reduce((sum, { invocations }) => sum + (invocations ?? 0), 0);
}
