import { DAY_MS, type EpochMs } from '../../lambda/time.ts';
import { type Change, confidenceOf } from './change.ts';
import { countChanges } from './count-changes.ts';
import { withoutDailyProfile } from './daily-profile.ts';
import { departuresIn } from './departures.ts';
import { levelChanges } from './level-changes.ts';
import { median } from './quantile.ts';

/** A timed value; with `total` set, it is a count out of that total. */
export interface SeriesPoint {
  readonly timeMs: EpochMs;
  readonly value: number;
  readonly total: number | null;
}

export interface Onset {
  readonly timeMs: EpochMs;
  /** From 0 to 1. */
  readonly confidence: number;
}

/** A change of the whole series must be this many times its usual spread. */
const LEAST_SWINGS = 4;
/** In a series of days, only the strongest change of each day is of interest. */
const MOST_A_DAY = 0.9;
/** In a short one, only changes beyond doubt. */
const SHORT_MS = DAY_MS;
const LEAST_SWINGS_WHEN_SHORT = 12;
/** Onsets this close belong to the same event. */
const APART_SHARE_OF_DAY = 1 / 8;
const APART_VALUES = 6;

/** When a series of unknown kind changed, oldest first. */
export function seriesOnsets(points: readonly SeriesPoint[]): readonly Onset[] {
  const row = points.toSorted((a, b) => a.timeMs - b.timeMs);
  const spanMs = (row.at(-1)?.timeMs ?? 0) - (row[0]?.timeMs ?? 0);
  return spanMs <= SHORT_MS ? shortOnsets(row) : longOnsets(row, spanMs);
}

function shortOnsets(row: readonly SeriesPoint[]): readonly Onset[] {
  const at = ({ place, gain }: Change): Onset => ({
    timeMs: row[place]?.timeMs ?? 0,
    confidence: confidenceOf(gain),
  });
  if (areCounts(row)) {
    return countChanges(row.map(({ value, total }) => ({ count: value, total }))).map(at);
  }
  const values = row.map(({ value }) => value);
  const changes = levelChanges(values);
  const sudden = chosen(row, besideLevels(values, changes), {
    leastSwings: LEAST_SWINGS_WHEN_SHORT,
    most: 3,
    apartValues: APART_VALUES,
  });
  return apart([...changes.map(at), ...sudden], row, APART_VALUES);
}

/** Residuals after subtracting the level of each part. */
function besideLevels(values: readonly number[], changes: readonly Change[]): readonly number[] {
  const edges = [0, ...changes.map(({ place }) => place), values.length];
  return edges.slice(1).flatMap((to, index) => {
    const part = values.slice(edges[index], to);
    const level = median(part) ?? 0;
    return part.map((value) => value - level);
  });
}

function longOnsets(row: readonly SeriesPoint[], spanMs: number): readonly Onset[] {
  const values = row.map(({ value, total }) => (total === null ? value : value / Math.max(1, total)));
  const left = withoutDailyProfile(
    row.map(({ timeMs }) => timeMs),
    compressed(values),
  );
  const days = spanMs / DAY_MS;
  const most = Math.max(1, Math.floor(MOST_A_DAY * days));
  const apartValues = Math.max(APART_VALUES, Math.round((row.length / days) * APART_SHARE_OF_DAY));
  return chosen(row, left, { leastSwings: LEAST_SWINGS, most, apartValues });
}

/** Which departures to keep. */
interface Choice {
  /** Weaker ones may be chance. */
  readonly leastSwings: number;
  readonly most: number;
  readonly apartValues: number;
}

/** The strongest departures, at a distance from stronger ones, oldest first. */
function chosen(
  row: readonly SeriesPoint[],
  values: readonly number[],
  { leastSwings, most, apartValues }: Choice,
): readonly Onset[] {
  const taken: number[] = [];
  const onsets: Onset[] = [];
  for (const { place, swings } of departuresIn(values)) {
    if (swings < leastSwings || onsets.length >= most) break;
    if (taken.some((other) => Math.abs(other - place) < apartValues)) continue;
    taken.push(place);
    onsets.push({ timeMs: row[place]?.timeMs ?? 0, confidence: confidenceOf(swings, leastSwings) });
  }
  return onsets.toSorted((a, b) => a.timeMs - b.timeMs);
}

/** Of onsets close together, the most certain. */
function apart(onsets: readonly Onset[], row: readonly SeriesPoint[], apartValues: number): readonly Onset[] {
  const apartMs =
    apartValues * (median(row.slice(1).map(({ timeMs }, place) => timeMs - (row[place]?.timeMs ?? 0))) ?? 0);
  const kept: Onset[] = [];
  for (const onset of onsets.toSorted((a, b) => b.confidence - a.confidence)) {
    if (kept.every((other) => Math.abs(other.timeMs - onset.timeMs) >= apartMs)) kept.push(onset);
  }
  return kept.toSorted((a, b) => a.timeMs - b.timeMs);
}

function areCounts(row: readonly SeriesPoint[]): boolean {
  return row.every(({ value, total }) => total !== null || (Number.isInteger(value) && value >= 0));
}

/** Compresses outliers, so that one of them does not hide all others. */
function compressed(values: readonly number[]): readonly number[] {
  const middle = median(values) ?? 0;
  const swing = median(values.map((value) => Math.abs(value - middle))) ?? 0;
  const scale = swing > 0 ? swing : Math.max(...values.map((value) => Math.abs(value - middle))) / 10 || 1;
  return values.map((value) => Math.asinh((value - middle) / (3 * scale)));
}
