import type { EpochMs } from '../lambda/time.ts';
import type { LogEvent } from '../logs/event.ts';
import type { MetricOwner } from '../monitor/metric-owner.ts';
import type {
  LiveFrame,
  LogAnswer,
  LogPageQuestion,
  MetricAnswer,
  MetricQuery,
  MetricRange,
  Page,
  Result,
} from '../monitor/sources.ts';
import type { RawText } from '../terminal/text.ts';
import type { Fact, Known, KnownName, SeriesFact } from './fact.ts';
import type { FactMemory } from './fact-memory.ts';
import { createGoneLines } from './gone-lines.ts';

/** Extracts facts from answers, and writes the new ones. */
export interface Notebook {
  known<Name extends KnownName>(what: Name, of: string | null, answer: Result<Known[Name]>): void;
  /** A page of a list: the list becomes a fact once its last page has arrived. */
  knownPage<Name extends ListName>(
    what: Name,
    of: string | null,
    token: RawText | null,
    answer: Result<Page<Known[Name][number]>>,
  ): void;
  metrics(queries: readonly MetricQuery[], range: MetricRange, answer: Result<Page<MetricAnswer>>): void;
  /** Returns the same answer, whose parts are written one by one, each before it is passed on. */
  log(question: LogPageQuestion, answer: Result<LogAnswer>): Result<LogAnswer>;
  /** Notes what a stream of a log omits. */
  streamed(groupArn: RawText, frame: Result<LiveFrame>): void;
}

/** Facts that are lists. */
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
  /** Pages of unfinished lists, by subject and token of the next page. */
  const begun = new Map<string, readonly unknown[]>();
  const goneLines = createGoneLines();

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
      if (answer.ok) write(metricFacts({ queries, range }, answer.value.items, memory, now()));
      else write([{ fact: 'error', atMs: now(), what: 'metrics', of: null, error: answer.error }]);
    },
    streamed(groupArn, frame) {
      if (!frame.ok || frame.value.kind !== 'update') return;
      const { sampled: isSampled, leftOut = 0 } = frame.value;
      if (isSampled || leftOut > 0) write([{ fact: 'streamed', atMs: now(), groupArn, isSampled, leftOut }]);
    },
    log(question, answer) {
      if (!answer.ok) {
        write([{ fact: 'error', atMs: now(), what: 'log', of: question.group, error: answer.error }]);
        return answer;
      }
      const { value } = answer;
      const parts = notedParts(question, value, value.parts ?? [{ ok: true, value: value.items }]);
      if (value.parts === undefined) {
        for (const _ of parts);
        return answer;
      }
      return {
        ok: true,
        value: {
          nextToken: value.nextToken,
          leftOut: value.leftOut ?? [],
          parts,
          get items() {
            return [...parts].flatMap((part) => (part.ok ? part.value : []));
          },
        },
      };
    },
  };

  function notedParts(
    question: LogPageQuestion,
    { nextToken, leftOut }: LogAnswer,
    parts: NonNullable<LogAnswer['parts']>,
  ): NonNullable<LogAnswer['parts']> {
    const beganMs = now();
    return {
      *[Symbol.iterator]() {
        const page = goneLines.open(question);
        let readToMs: EpochMs | undefined;
        for (const part of parts) {
          if (part.ok) {
            const facts = eventFacts(question, part.value, memory, now());
            const newCount = facts.filter(({ fact }) => fact === 'event').length;
            page.take(part.value, part.value.length - newCount);
            write(facts);
            readToMs = part.value.at(-1)?.timestampMs ?? readToMs;
          } else write([{ fact: 'error', atMs: now(), what: 'log', of: question.group, error: part.error }]);
          yield part;
          if (!part.ok) return;
        }
        const isGone = page.close(nextToken);
        write([
          ...leftOutFacts(question, leftOut, memory, now()),
          ...(isGone
            ? [{ fact: 'gone', atMs: now(), group: question.group, beforeMs: beganMs } as const]
            : []),
          ...readFacts(question, nextToken, readToMs, now()),
        ]);
      },
    };
  }
}

/** One fact for each owner. A series that AWS could not compute gives none. */
function metricFacts(
  { queries, range }: { readonly queries: readonly MetricQuery[]; readonly range: MetricRange },
  answers: readonly MetricAnswer[],
  memory: FactMemory,
  atMs: EpochMs,
): readonly Fact[] {
  const { startMs, endMs, periodMs } = range;
  const byOwner = new Map<string, { readonly owner: MetricOwner; readonly series: SeriesFact[] }>();
  for (const { index, ...answer } of answers) {
    const query = queries[index];
    if (query === undefined || answer.status === 'failed') continue;
    const { owner } = query;
    const key = JSON.stringify(owner);
    const series = byOwner.get(key)?.series ?? [];
    byOwner.set(key, { owner, series });
    series.push(memory.newsOf(query, range, answer));
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
 * New events, and which of them the pattern matched. Before a page that reaches further back than any other, its start
 * is written, so that a truncated page counts as a span that was not read to its end.
 */
function eventFacts(
  { group, range: { startMs }, pattern }: LogPageQuestion,
  items: readonly LogEvent[],
  memory: FactMemory,
  atMs: EpochMs,
): readonly Fact[] {
  const facts: Fact[] = memory.begins(group, pattern, startMs)
    ? [{ fact: 'read', atMs, group, pattern, startMs, endMs: startMs, isPart: true }]
    : [];
  for (const event of items)
    if (memory.meets(event.eventId, null)) facts.push({ fact: 'event', atMs, group, ...event });
  if (pattern === null) return facts;
  const eventIds = items.map(({ eventId }) => eventId).filter((eventId) => memory.meets(eventId, pattern));
  return eventIds.length > 0 ? [...facts, { fact: 'match', atMs, group, pattern, eventIds }] : facts;
}

/** The left-out items that a playback has to count as well. */
function leftOutFacts(
  { group, range: { startMs, endMs } }: LogPageQuestion,
  leftOut: LogAnswer['leftOut'] = [],
  memory: FactMemory,
  atMs: EpochMs,
): readonly Fact[] {
  const names = leftOut.filter((name) => memory.leavesOut(group, name));
  if (names.length === 0) return [];
  return [{ fact: 'leftOut', atMs, group, startMs, endMs: Math.min(endMs, atMs), names }];
}

/** The span that was read, written last: where it is present, all its events are. */
function readFacts(
  { group, range: { startMs, endMs }, pattern }: LogPageQuestion,
  nextToken: RawText | null,
  lastMs: EpochMs | undefined,
  atMs: EpochMs,
): readonly Fact[] {
  const readToMs = nextToken === null ? Math.min(endMs, atMs) : lastMs;
  if (readToMs === undefined) return [];
  const isPart = nextToken === null ? {} : ({ isPart: true } as const);
  return [{ fact: 'read', atMs, group, pattern, startMs, endMs: readToMs, ...isPart }];
}
