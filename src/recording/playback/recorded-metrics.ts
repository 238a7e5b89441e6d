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
  readonly startMs: EpochMs;
  readonly endMs: EpochMs;
  readonly isDenied: boolean;
}

interface Series {
  readonly answered: Timeline<Answered>;
  readonly valuesByMs: Map<EpochMs, Timeline<number>>;
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
        known.answered.add(atMs, { startMs, endMs, isDenied });
        for (const [timestampMs, value] of points) {
          const values = known.valuesByMs.get(timestampMs) ?? createTimeline<number>();
          known.valuesByMs.set(timestampMs, values);
          values.add(atMs, value);
        }
      }
    },
    answer(query, range, asOfMs) {
      const known = seriesOf(query, range.periodMs);
      const answered = known?.answered.lastBy(
        asOfMs,
        ({ startMs, endMs }) => startMs < range.endMs && endMs > range.startMs,
      );
      if (known === undefined || answered == null) return { points: [], status: 'failed' };
      if (answered.value.isDenied) return { points: [], status: 'denied' };
      const points: MetricPoint[] = [];
      for (const [timestampMs, values] of known.valuesByMs) {
        if (timestampMs < range.startMs || timestampMs >= range.endMs) continue;
        const last = values.lastBy(asOfMs);
        if (last !== null) points.push({ timestampMs, value: last.value });
      }
      return { points, status: 'complete' };
    },
    nextAfter: (query, periodMs, nowMs) => seriesOf(query, periodMs)?.answered.nextAfter(nowMs) ?? null,
  };
}
