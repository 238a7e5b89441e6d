import type { EpochMs } from '../../lambda/time.ts';
import type { MetricAnswer, MetricPoint, MetricQuery, MetricRange } from '../../monitor/sources.ts';
import { type MetricFact, seriesKey } from '../fact.ts';
import { createTimeline, type Timeline } from './timeline.ts';

/** The points of a recording, as known at any time of it. */
export interface RecordedMetrics {
  add(fact: MetricFact): void;
  /** `failed` for a series not recorded in the range: "no points" would be wrong. */
  answer(query: MetricQuery, range: MetricRange, asOfMs: EpochMs): Omit<MetricAnswer, 'index'>;
  /** When the series is next answered. */
  nextAfter(query: MetricQuery, periodMs: number, nowMs: EpochMs): EpochMs | null;
}

interface Answered {
  readonly atMs: EpochMs;
  readonly startMs: EpochMs;
  readonly endMs: EpochMs;
  readonly isDenied: boolean;
}

interface Series {
  readonly answered: Timeline<Answered>;
  readonly valuesByMs: Map<EpochMs, Timeline<number>>;
}

/** The start of the last stretch of `range` without a gap. */
function knownFrom(answered: readonly Answered[], { startMs, endMs }: MetricRange): EpochMs {
  const latestFirst = answered.toSorted((one, other) => other.endMs - one.endMs);
  let fromMs = Math.min(endMs, latestFirst[0]?.endMs ?? endMs);
  for (const span of latestFirst) if (span.endMs >= fromMs) fromMs = Math.min(fromMs, span.startMs);
  return Math.max(startMs, fromMs);
}

export function createRecordedMetrics(): RecordedMetrics {
  const series = new Map<string, Series>();
  const seriesOf = ({ owner, metric, statistic }: MetricQuery, periodMs: number) =>
    series.get(seriesKey(owner, metric, statistic, periodMs));

  return {
    add({ atMs, owner, periodMs, startMs, endMs, series: facts }) {
      for (const { metric, statistic, isDenied, points } of facts) {
        const key = seriesKey(owner, metric, statistic, periodMs);
        const known = series.get(key) ?? { answered: createTimeline(), valuesByMs: new Map() };
        series.set(key, known);
        known.answered.add(atMs, { atMs, startMs, endMs, isDenied });
        for (const [timestampMs, value] of points) {
          const values = known.valuesByMs.get(timestampMs) ?? createTimeline<number>();
          known.valuesByMs.set(timestampMs, values);
          values.add(atMs, value);
        }
      }
    },
    answer(query, range, asOfMs) {
      const known = seriesOf(query, range.periodMs);
      const answered = known?.answered.lastBy(asOfMs, touching(range))?.value;
      if (known === undefined || answered === undefined) return { points: [], status: 'failed' };
      if (answered.isDenied) return { points: [], status: 'denied' };
      const points: MetricPoint[] = [];
      for (const [timestampMs, values] of known.valuesByMs) {
        if (timestampMs < range.startMs || timestampMs >= range.endMs) continue;
        const last = values.lastBy(asOfMs);
        if (last !== null) points.push({ timestampMs, value: last.value });
      }
      const newest = known.answered.lastBy(asOfMs, reachingEndOf(range))?.value;
      const readMs = newest?.atMs ?? Math.min(answered.atMs, answered.endMs);
      return answered.startMs <= range.startMs
        ? { points, status: 'complete', readMs }
        : {
            points,
            status: 'complete',
            readMs,
            knownFromMs: knownFrom(known.answered.valuesBy(asOfMs).filter(touching(range)), range),
          };
    },
    nextAfter: (query, periodMs, nowMs) => seriesOf(query, periodMs)?.answered.nextAfter(nowMs) ?? null,
  };
}

function touching({ startMs, endMs }: MetricRange): (read: Answered) => boolean {
  return (read) => read.startMs < endMs && read.endMs > startMs;
}

/** The range may end later than was asked for then. A past window that was read since tells nothing of its end. */
function reachingEndOf(range: MetricRange): (read: Answered) => boolean {
  const touches = touching(range);
  return (read) => touches(read) && read.endMs >= Math.min(range.endMs, read.atMs);
}
