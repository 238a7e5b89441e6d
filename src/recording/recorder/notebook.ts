import type { EpochMs } from '../../lambda/time.ts';
import type { LogAnswer, LogPageQuestion } from '../../monitor/log-page.ts';
import type { MetricOwner } from '../../monitor/metric-owner.ts';
import type { Page } from '../../monitor/page.ts';
import type { Result } from '../../monitor/source-error.ts';
import type { LiveFrame, MetricAnswer, MetricQuery, MetricRange } from '../../monitor/sources.ts';
import type { RawText } from '../../terminal/text.ts';
import type { Fact, Known, KnownName, ListName, SeriesFact } from '../fact.ts';
import { type FactMemory, knownKey } from '../fact-memory.ts';
import { logNotes, type NoteTaking } from './log-notes.ts';

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

interface UnfinishedList {
  readonly items: readonly unknown[];
  readonly nextToken: RawText | null;
}

const EMPTY_LIST: UnfinishedList = { items: [], nextToken: null };

export function createNotebook(settings: NoteTaking): Notebook {
  const { now, memory, write } = settings;
  /** The newest unfinished list of each subject. */
  const begun = new Map<string, UnfinishedList>();

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
      const subject = knownKey(what, of);
      const before = token === null ? EMPTY_LIST : begun.get(subject);
      if (before?.nextToken !== token) return;
      const { items, nextToken } = answer.value;
      const all = [...before.items, ...items];
      if (nextToken !== null) {
        begun.set(subject, { items: all, nextToken });
        return;
      }
      begun.delete(subject);
      known(what, of, { ok: true, value: all as unknown as Known[Name] });
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
    log: logNotes(settings),
  };
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
