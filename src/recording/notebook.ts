import type { EpochMs, TimeRange } from '../lambda/time.ts';
import type { LogEvent } from '../logs/event.ts';
import type { MetricOwner } from '../monitor/metric-owner.ts';
import type { MetricAnswer, MetricQuery, MetricRange, Page, Result } from '../monitor/sources.ts';
import type { RawText } from '../terminal/text.ts';
import type { Fact, Known, KnownName, SeriesFact } from './fact.ts';
import type { FactMemory } from './fact-memory.ts';

/** Draws facts out of answers, and writes down those that are new. */
export interface Notebook {
  known<Name extends KnownName>(what: Name, of: string | null, answer: Result<Known[Name]>): void;
  /** A page of a list: the list is a fact once its last page has come. */
  knownPage<Name extends ListName>(
    what: Name,
    of: string | null,
    token: RawText | null,
    answer: Result<Page<Known[Name][number]>>,
  ): void;
  metrics(queries: readonly MetricQuery[], range: MetricRange, answer: Result<Page<MetricAnswer>>): void;
  log(group: RawText, range: TimeRange, pattern: RawText | null, answer: Result<Page<LogEvent>>): void;
}

/** What an account has a list of. */
export type ListName = {
  [Name in KnownName]: Known[Name] extends readonly unknown[] ? Name : never;
}[KnownName];

export interface NotebookSettings {
  /** Account time. */
  readonly now: () => EpochMs;
  readonly memory: FactMemory;
  readonly write: (facts: readonly Fact[]) => void;
}

export function createNotebook({ now, memory, write }: NotebookSettings): Notebook {
  /** Pages of lists that have not come to their end, by subject and by the token that asks for the next page. */
  const begun = new Map<string, readonly unknown[]>();

  const known: Notebook['known'] = (what, of, answer) => {
    if (!answer.ok) {
      memory.forget(what, of);
      return write([{ fact: 'error', atMs: now(), what, of, error: answer.error }]);
    }
    const fact = { fact: 'known', atMs: now(), what, of, value: answer.value } as const;
    if (memory.learns(fact)) write([fact]);
  };

  return {
    known,
    knownPage<Name extends ListName>(
      what: Name,
      of: string | null,
      token: RawText | null,
      answer: Result<Page<Known[Name][number]>>,
    ) {
      if (!answer.ok) return known(what, of, answer);
      const keyOf = (page: RawText) => `${what} ${of} ${page}`;
      const before = token === null ? [] : begun.get(keyOf(token));
      if (token !== null) begun.delete(keyOf(token));
      if (before === undefined) return;
      const { items, nextToken } = answer.value;
      const all = [...before, ...items];
      if (nextToken !== null) begun.set(keyOf(nextToken), all);
      else known(what, of, { ok: true, value: all as unknown as Known[Name] });
    },
    metrics(queries, range, answer) {
      if (answer.ok) write(metricFacts(queries, range, answer.value.items, memory, now()));
      else write([{ fact: 'error', atMs: now(), what: 'metrics', of: null, error: answer.error }]);
    },
    log(group, range, pattern, answer) {
      if (answer.ok) write(logFacts(group, range, pattern, answer.value, memory, now()));
      else write([{ fact: 'error', atMs: now(), what: 'log', of: group, error: answer.error }]);
    },
  };
}

/** One fact for each owner. A series that AWS could not compute is none. */
function metricFacts(
  queries: readonly MetricQuery[],
  { startMs, endMs, periodMs }: MetricRange,
  answers: readonly MetricAnswer[],
  memory: FactMemory,
  atMs: EpochMs,
): readonly Fact[] {
  const byOwner = new Map<string, { readonly owner: MetricOwner; readonly series: SeriesFact[] }>();
  for (const { index, ...answer } of answers) {
    const query = queries[index];
    if (query === undefined || answer.status === 'failed') continue;
    const { owner } = query;
    const key = JSON.stringify(owner);
    const series = byOwner.get(key)?.series ?? [];
    byOwner.set(key, { owner, series });
    series.push(memory.newsOf(query, { startMs, endMs, periodMs }, answer));
  }
  return [...byOwner.values()].map(({ owner, series }) => ({
    fact: 'metrics',
    atMs,
    owner,
    periodMs,
    startMs,
    endMs,
    series,
  }));
}

/**
 * New events, what the pattern found, and last the span that was read: where that stands, all of it stands there. Before
 * the first page of a log its beginning is told, so that a page that was cut short is part of something that was read.
 */
function logFacts(
  group: RawText,
  range: TimeRange,
  pattern: RawText | null,
  { items, nextToken }: Page<LogEvent>,
  memory: FactMemory,
  atMs: EpochMs,
): readonly Fact[] {
  const { startMs } = range;
  const beginning: Fact[] = memory.begins(group, pattern)
    ? [{ fact: 'read', atMs, group, pattern, startMs, endMs: startMs }]
    : [];
  const events = items.filter(({ eventId }) => memory.meets(eventId, null));
  const facts: Fact[] = [
    ...beginning,
    ...events.map((event) => ({ fact: 'event' as const, atMs, group, ...event })),
  ];
  if (pattern !== null) {
    const eventIds = items.map(({ eventId }) => eventId).filter((eventId) => memory.meets(eventId, pattern));
    if (eventIds.length > 0) facts.push({ fact: 'match', atMs, group, pattern, eventIds });
  }
  const readToMs = nextToken === null ? Math.min(range.endMs, atMs) : items.at(-1)?.timestampMs;
  if (readToMs === undefined) return facts;
  return [...facts, { fact: 'read', atMs, group, pattern, startMs, endMs: readToMs }];
}
