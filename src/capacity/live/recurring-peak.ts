import { SECOND_MS } from '../../lambda/time.ts';
import type { RecurringPeak } from '../assessment.ts';
import type { PastPeak, PastPeaks } from '../capacity-memory.ts';
import { normalShare } from '../statistics/normal.ts';
import { averageOf } from '../statistics/span.ts';
import { allPeaks, pausesMs } from './past-peaks.ts';

/** Chances, 0 to 1, that similar peaks come within five minutes, and how high. */
export interface ComingBack {
  readonly meetsLimit: number;
  readonly comesNear: number;
}

const HORIZON_MS = 300_000;
const NEAR_SHARE = 0.9;
/** Relative spread of recurring peaks, beyond the chance of counts. */
const PEAK_SPREAD = 0.06;
/** Prior weight of the assumed heights, in peaks. */
const ASSUMED_PEAKS = 2;
/** A peak cut off at the limit needed more, by an unknown amount: at least this multiple of the limit. */
const CUT_OFF = 1.1;
/** Weight of each peak relative to the next one. */
const KEPT_PER_PEAK = 0.98;
/** A single near miss may have been a slow dependency: its chance is multiplied by this until it recurs. */
const ONCE = 0.3;
const ALWAYS_MISSED = 0.5;

const PAUSES_REMEMBERED = 12;
/** Prior spread of pauses; its weight follows. */
const PAUSE_SPREAD = 0.2;
const ASSUMED_PAUSES = 1;
const LEAST_PAUSE_SPREAD_MS = 5_000;
/** Prior weight, in pauses, of peaks that come at random times. */
const PAUSES_BY_CHANCE = 0.5;
/** The same for peaks that have ended for good. */
const PAUSES_WITHOUT_END = 0.05;

/** From how many peaks are due, judging by earlier pauses, and how high the peaks were. */
export function comingBack(past: PastPeaks, limit: number): ComingBack {
  const peaks = allPeaks(past);
  const cameNear = peaks.filter(({ value }) => value >= NEAR_SHARE * limit).length;
  if (cameNear === 0) return { meetsLimit: 0, comesNear: 0 };
  const heights = heightsOf(peaks, limit);
  const due = peaksDue(peaks, past);
  const sure = cameNear === 1 ? ONCE : cameNear / (cameNear + ALWAYS_MISSED);
  const within = (height: number) => {
    const each = sure * normalShare((heights.mean - height) / heights.deviation);
    return due < 1 ? due * each : 1 - (1 - each) ** due;
  };
  return { meetsLimit: within(limit), comesNear: within(NEAR_SHARE * limit) };
}

/** Expected height of the next one. */
function heightsOf(peaks: readonly PastPeak[], limit: number) {
  let weight = 1;
  let weights = 0;
  let sum = 0;
  let squares = 0;
  for (const { value } of peaks.toReversed()) {
    const height = value >= limit ? Math.max(value, CUT_OFF * limit) : value;
    sum += weight * height;
    squares += weight * height ** 2;
    weights += weight;
    weight *= KEPT_PER_PEAK;
  }
  const mean = sum / weights;
  const seen = Math.max(0, squares / weights - mean ** 2);
  const assumed = 0.5 * mean + (PEAK_SPREAD * mean) ** 2 + 0.1;
  const variance = (seen * weights + assumed * ASSUMED_PEAKS) / (weights + ASSUMED_PEAKS);
  return { mean, deviation: Math.sqrt(variance * (1 + 1 / weights)) };
}

/** Expected number of peaks within the horizon. */
function peaksDue(peaks: readonly PastPeak[], { sinceMs, throughMs }: PastPeaks): number {
  const elapsedMs = throughMs - (peaks.at(-1)?.beganMs ?? throughMs);
  const pauses = pausesMs(peaks).slice(-PAUSES_REMEMBERED);
  const usualMs = Math.max(
    SECOND_MS,
    pauses.length === 0 ? throughMs - sinceMs : averageOf(Float64Array.from(pauses)),
  );
  const spreadMs = spreadOf(pauses, usualMs);
  const goesOn = (ms: number) => ({
    byChance: PAUSES_BY_CHANCE * Math.exp(-ms / usualMs),
    byPauses: pauses.length * (1 - normalShare((ms - usualMs) / spreadMs)),
  });
  const now = goesOn(elapsedMs);
  const then = goesOn(elapsedMs + HORIZON_MS);
  const comes = now.byChance + now.byPauses - then.byChance - then.byPauses;
  const next = comes / (now.byChance + now.byPauses + PAUSES_WITHOUT_END);
  const nextInMs = Math.max(0, usualMs - elapsedMs);
  return next * Math.max(1, (HORIZON_MS - nextInMs) / usualMs);
}

function spreadOf(pauses: readonly number[], usualMs: number): number {
  const assumed = ASSUMED_PAUSES * (PAUSE_SPREAD * usualMs) ** 2;
  const squares = pauses.reduce((sum, pause) => sum + (pause - usualMs) ** 2, assumed);
  return Math.max(LEAST_PAUSE_SPREAD_MS, Math.sqrt(squares / (pauses.length + ASSUMED_PAUSES)));
}

/** Peaks this close to the limit are reported. */
const WORTH_TELLING = 0.8;
const FEWEST_PEAKS = 3;
/** Peaks overdue by this many pauses are over. */
const PAUSES_UNTIL_OVER = 2;

/** The latest peaks near the limit, risen from quieter times; null unless there were some that may go on. */
export function recurringPeakOf(past: PastPeaks, limit: number): RecurringPeak | null {
  const peaks = allPeaks(past).filter(({ value }) => value >= WORTH_TELLING * limit);
  const [oldest] = peaks;
  const newest = peaks.at(-1);
  if (newest === undefined || oldest === undefined || peaks.length < FEWEST_PEAKS) return null;
  const everyMs = (newest.beganMs - oldest.beganMs) / (peaks.length - 1);
  if (past.throughMs - newest.beganMs > PAUSES_UNTIL_OVER * everyMs) return null;
  return { value: Math.max(...peaks.map(({ value }) => value)), everyMs };
}
