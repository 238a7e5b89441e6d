import type { EpochMs } from '../lambda/time.ts';
import { createIdSet } from '../logs/id-set.ts';
import type { MetricAnswer, MetricQuery, MetricRange } from '../monitor/sources.ts';
import type { RawText } from '../terminal/text.ts';
import type { KnownFact, KnownName, MetricFact, SeriesFact } from './fact.ts';
import { seriesKey } from './fact.ts';
import { PointMemory } from './point-memory.ts';

/** What a recording already contains, so that a fact is repeated only when it has changed. */
export interface FactMemory {
  /** The news about a series: points that are new or have another value. */
  newsOf(query: MetricQuery, range: MetricRange, answer: Omit<MetricAnswer, 'index'>): SeriesFact;
  /** Whether the fact is news. */
  learns(fact: KnownFact): boolean;
  /** After an error the same answer is news again. */
  forget(what: KnownName, of: string | null): void;
  /** True the first time that an event matches `pattern`. */
  meets(eventId: RawText, pattern: RawText | null): boolean;
  /** True the first time that this item is left out of a log. */
  leavesOut(group: RawText, name: RawText): boolean;
  /** True where a log is read with `pattern` from an earlier time than ever before. */
  begins(group: RawText, pattern: RawText | null, fromMs: EpochMs): boolean;
  /** All known facts and points, for a segment that must be complete on its own. */
  restated(atMs: EpochMs): readonly (KnownFact | MetricFact)[];
}

/** At most twice as many ids are remembered. An event written again for lack of memory is still played once. */
const GENERATION = 100_000;

interface Series {
  readonly query: MetricQuery;
  readonly range: MetricRange;
  readonly isDenied: boolean;
  readonly points: PointMemory;
}

export function createFactMemory(): FactMemory {
  const series = new Map<string, Series>();
  const known = new Map<string, { readonly fact: KnownFact; readonly text: string }>();
  const beganMs = new Map<string, EpochMs>();
  /** Patterns are long but few. */
  const numberOfPattern = new Map<RawText, number>();
  let youngIds = createIdSet();
  let oldIds = createIdSet();

  return {
    newsOf(query, range, { points, status }) {
      const { metric, statistic } = query;
      const key = seriesKey(query.owner, metric, statistic, range.periodMs);
      const held = series.get(key)?.points ?? new PointMemory(range.periodMs);
      const isDenied = status === 'denied';
      series.set(key, { query, range, isDenied, points: held });
      const news = points.filter(({ timestampMs, value }) => held.put(timestampMs, value));
      return {
        metric,
        statistic,
        isDenied,
        points: news.map(({ timestampMs, value }) => [timestampMs, value] as const),
      };
    },
    learns(fact) {
      const key = knownKey(fact.what, fact.of);
      const text = JSON.stringify(fact.value);
      if (known.get(key)?.text === text) return false;
      known.set(key, { fact, text });
      if (isFunctionList(fact) && fact.of === null) keepOnly(new Set(fact.value.map(({ name }) => name)));
      return true;
    },
    forget(what, of) {
      const key = knownKey(what, of);
      const before = known.get(key);
      if (before !== undefined) known.set(key, { ...before, text: '' });
    },
    meets: (eventId, pattern) => isNew(pattern === null ? eventId : `${eventId} ${numberOf(pattern)}`),
    // An event without a time may share its id with others.
    leavesOut: (group, name) => isNew(JSON.stringify(['leftOut', group, name])),
    begins(group, pattern, fromMs) {
      const key = JSON.stringify([group, pattern]);
      const isFirst = fromMs < (beganMs.get(key) ?? Number.POSITIVE_INFINITY);
      if (isFirst) beganMs.set(key, fromMs);
      return isFirst;
    },
    restated(atMs) {
      const points = [...series.values()].map(({ query, range, isDenied, points: held }): MetricFact => {
        const { owner, metric, statistic } = query;
        const all = held.points();
        return {
          fact: 'metrics',
          atMs,
          owner,
          periodMs: range.periodMs,
          startMs: Math.min(range.startMs, ...all.map(([timestampMs]) => timestampMs)),
          endMs: range.endMs,
          series: [{ metric, statistic, isDenied, points: all }],
        };
      });
      return [...[...known.values()].map(({ fact }) => ({ ...fact, atMs })), ...points];
    },
  };

  /** Forgets deleted functions, so that months of deployments don't add up. */
  function keepOnly(functionNames: ReadonlySet<string>): void {
    for (const [key, { query }] of series) {
      const { owner } = query;
      if ('functionName' in owner && !functionNames.has(owner.functionName)) series.delete(key);
    }
    for (const [key, { fact }] of known) {
      const name = nameIn(fact);
      if (name !== null && !functionNames.has(name)) known.delete(key);
    }
  }

  function isNew(id: string): boolean {
    if (oldIds.has(id) || !youngIds.add(id)) return false;
    if (youngIds.size >= GENERATION) [oldIds, youngIds] = [youngIds, createIdSet()];
    return true;
  }

  function numberOf(pattern: RawText): number {
    const number = numberOfPattern.get(pattern) ?? numberOfPattern.size;
    numberOfPattern.set(pattern, number);
    return number;
  }
}

/** Facts about one function. */
const OF_FUNCTION: ReadonlySet<KnownName> = new Set([
  'configuration',
  'reservedConcurrency',
  'aliases',
  'versions',
  'asyncDelivery',
  'provisionedConcurrency',
]);

/** The function that a fact is about; null for one of another Region, which is named by its ARN, and for none. */
function nameIn({ what, of }: KnownFact): string | null {
  return of === null || !OF_FUNCTION.has(what) || of.startsWith('arn:') ? null : (of.split(':')[0] ?? null);
}

function isFunctionList(fact: KnownFact): fact is KnownFact<'functions'> {
  return fact.what === 'functions';
}

export function knownKey(what: string, of: string | null): string {
  return of === null ? what : `${what} ${of}`;
}
