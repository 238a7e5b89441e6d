import { DAY_MS, type EpochMs, MINUTE_MS, minuteOf } from '../../../lambda/time.ts';
import { MOST_AHEAD_MS } from '../accepted-time.ts';
import { mergedDistribution } from './distribution.ts';
import type { MinuteReader } from './minute-reader.ts';
import type { StatisticReader } from './statistic.ts';

/** Points of a minute are kept this long. */
const RETENTION_MS = 15 * DAY_MS;

export interface Point {
  /** The start of the period. */
  readonly timestampMs: EpochMs;
  readonly value: number;
}

interface SeriesRange {
  /** Inclusive, rounded down to a minute: periods are counted from there. */
  readonly startMs: EpochMs;
  /** Exclusive, rounded down to a minute too. */
  readonly endMs: EpochMs;
  /** A multiple of 60,000. */
  readonly periodMs: number;
}

/** The points of one statistic, oldest first. A period without samples has no point. */
export function metricSeries(
  readMinute: MinuteReader,
  readStatistic: StatisticReader,
  { startMs, endMs, periodMs }: SeriesRange,
  nowMs: EpochMs,
): readonly Point[] {
  const points: Point[] = [];
  const firstMs = minuteOf(Math.max(startMs, nowMs - RETENTION_MS));
  const lastMs = minuteOf(Math.min(endMs, nowMs + MOST_AHEAD_MS));
  for (let timestampMs = firstMs; timestampMs < lastMs; timestampMs += periodMs) {
    const samples = periodSamples(readMinute, timestampMs, Math.min(timestampMs + periodMs, lastMs));
    if (samples === null) continue;
    const value = readStatistic(samples);
    if (Number.isFinite(value)) points.push({ timestampMs, value });
  }
  return points;
}

function periodSamples(readMinute: MinuteReader, startMs: EpochMs, endMs: EpochMs) {
  if (endMs - startMs <= MINUTE_MS) return readMinute(startMs);
  const minutes = [];
  for (let minuteMs = startMs; minuteMs < endMs; minuteMs += MINUTE_MS) {
    const samples = readMinute(minuteMs);
    if (samples !== null) minutes.push(samples);
  }
  return mergedDistribution(minutes);
}
