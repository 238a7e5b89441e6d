import type { EpochMs } from '../lambda/time.ts';
import type { MetricAnswer, MetricQuery, MetricRange } from '../monitor/sources.ts';
import type { RawText } from '../terminal/text.ts';
import type { KnownFact, KnownName, MetricFact, SeriesFact } from './fact.ts';
import { seriesKey } from './fact.ts';

/** What a recording holds already, so that it is told once: a fact again only when it has changed. */
export interface FactMemory {
  /** What is new of a series: points that were not there, or have another value. */
  newsOf(query: MetricQuery, range: MetricRange, answer: Omit<MetricAnswer, 'index'>): SeriesFact;
  /** Whether this is news. */
  learns(fact: KnownFact): boolean;
  /** After an error the same answer is news again. */
  forget(what: KnownName, of: string | null): void;
  /** True the first time that an event comes with `pattern`. */
  meets(eventId: RawText, pattern: RawText | null): boolean;
  /** True the first time that a log is read with `pattern`. */
  begins(group: RawText, pattern: RawText | null): boolean;
  /** All that is known and all points, for a segment that must be understood without those before it. */
  restated(atMs: EpochMs): readonly (KnownFact | MetricFact)[];
}

/** Three hours of minutes, and what somebody looked back at. */
const MOST_POINTS = 1_000;

/** Twice as many ids are remembered at most. An event that is told again for want of memory is played once all the same. */
const GENERATION = 100_000;

interface Series {
  readonly query: MetricQuery;
  readonly range: MetricRange;
  readonly isDenied: boolean;
  readonly valueByMs: Map<EpochMs, number>;
}

export function createFactMemory(): FactMemory {
  const series = new Map<string, Series>();
  const known = new Map<string, { readonly fact: KnownFact; readonly text: string }>();
  const begun = new Set<string>();
  let youngIds = new Set<string>();
  let oldIds = new Set<string>();

  return {
    newsOf(query, range, { points, status }) {
      const key = seriesKey(query.owner, query.metric, query.statistic, range.periodMs);
      const valueByMs = series.get(key)?.valueByMs ?? new Map<EpochMs, number>();
      const isDenied = status === 'denied';
      series.set(key, { query, range, isDenied, valueByMs });
      const changed = points.filter(({ timestampMs, value }) => valueByMs.get(timestampMs) !== value);
      for (const { timestampMs, value } of changed) valueByMs.set(timestampMs, value);
      for (const timestampMs of valueByMs.keys()) {
        if (valueByMs.size <= MOST_POINTS) break;
        valueByMs.delete(timestampMs);
      }
      return {
        metric: query.metric,
        statistic: query.statistic,
        isDenied,
        points: changed.map(({ timestampMs, value }) => [timestampMs, value] as const),
      };
    },
    learns(fact) {
      const key = knownKey(fact.what, fact.of);
      const text = JSON.stringify(fact.value);
      if (known.get(key)?.text === text) return false;
      known.set(key, { fact, text });
      return true;
    },
    forget(what, of) {
      const key = knownKey(what, of);
      const before = known.get(key);
      if (before !== undefined) known.set(key, { ...before, text: '' });
    },
    meets(eventId, pattern) {
      const id = pattern === null ? eventId : `${eventId} ${pattern}`;
      if (youngIds.has(id) || oldIds.has(id)) return false;
      youngIds.add(id);
      if (youngIds.size >= GENERATION) [oldIds, youngIds] = [youngIds, new Set()];
      return true;
    },
    begins(group, pattern) {
      const key = JSON.stringify([group, pattern]);
      const isFirst = !begun.has(key);
      begun.add(key);
      return isFirst;
    },
    restated(atMs) {
      const points = [...series.values()].map(({ query, range, isDenied, valueByMs }): MetricFact => {
        const { owner, metric, statistic } = query;
        return {
          fact: 'metrics',
          atMs,
          owner,
          periodMs: range.periodMs,
          startMs: Math.min(range.startMs, ...valueByMs.keys()),
          endMs: range.endMs,
          series: [{ metric, statistic, isDenied, points: [...valueByMs] }],
        };
      });
      return [...[...known.values()].map(({ fact }) => ({ ...fact, atMs })), ...points];
    },
  };
}

export function knownKey(what: string, of: string | null): string {
  return of === null ? what : `${what} ${of}`;
}
