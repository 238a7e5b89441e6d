import type { EpochMs } from '../lambda/time.ts';
import type { Clock } from '../monitor/clock.ts';
import type { Page, Result, SourceError } from '../monitor/sources.ts';
import type { Fact, Known, KnownName, Subject } from './fact.ts';
import { knownKey } from './fact-memory.ts';
import { notRecorded } from './not-recorded.ts';
import type { ListName } from './notebook.ts';
import { createTimeline, type Timed, type Timeline } from './timeline.ts';

/** What AWS answered to questions that have one answer at a time, and what ailed the others. */
export interface RecordedAnswers {
  add(fact: Extract<Fact, { fact: 'known' | 'error' }>): void;
  /** Metrics or a log were read: whatever ailed them is over. */
  recovered(what: TroubledSubject, of: string | null, atMs: EpochMs): void;
  answer<Name extends KnownName>(
    what: Name,
    of: string | null,
    action: string,
    signal: AbortSignal,
  ): Promise<Result<Known[Name]>>;
  /** The same as a page that is the last. */
  list<Name extends ListName>(
    what: Name,
    of: string | null,
    action: string,
    signal: AbortSignal,
  ): Promise<Result<Page<Known[Name][number]>>>;
  /** The last that was no error, without waiting. */
  lastGood<Name extends KnownName>(what: Name, of: string | null): Known[Name] | null;
  troubleAt(what: TroubledSubject, of: string | null, nowMs: EpochMs): Timed<SourceError> | null;
  /** When that trouble was met again, or was over; null where it was the last that is known. */
  troubleNextAfter(what: TroubledSubject, of: string | null, nowMs: EpochMs): EpochMs | null;
}

type TroubledSubject = Extract<Subject, 'metrics' | 'log'>;

/** How long is waited for an answer that was under way then: where there is none yet, and where there is an older one. */
export const FIRST_ANSWER_MS = 10_000;
const NEWER_ANSWER_MS = 3_000;

/** @param retellsErrors see `PlaybackSettings` */
export function createRecordedAnswers(clock: Clock, retellsErrors: boolean): RecordedAnswers {
  const known = new Map<string, Timeline<Result<unknown>>>();
  const troubles = new Map<string, Timeline<SourceError | null>>();

  return {
    add(fact) {
      if (fact.fact === 'known')
        timelineOf(known, fact.what, fact.of).add(fact.atMs, { ok: true, value: fact.value });
      else if (fact.what === 'metrics' || fact.what === 'log')
        timelineOf(troubles, fact.what, fact.of).add(fact.atMs, fact.error);
      else timelineOf(known, fact.what, fact.of).add(fact.atMs, { ok: false, error: fact.error });
    },
    recovered: (what, of, atMs) => timelineOf(troubles, what, of).add(atMs, null),
    answer,
    async list(what, of, action, signal) {
      const all = await answer(what, of, action, signal);
      return all.ok ? { ok: true, value: { items: all.value, nextToken: null } } : all;
    },
    lastGood,
    troubleAt(what, of, nowMs) {
      const last = timelineOf(troubles, what, of).lastBy(nowMs);
      return last === null || last.value === null ? null : { atMs: last.atMs, value: last.value };
    },
    troubleNextAfter: (what, of, nowMs) => timelineOf(troubles, what, of).nextAfter(nowMs),
  };

  function lastGood<Name extends KnownName>(what: Name, of: string | null): Known[Name] | null {
    const last = timelineOf(known, what, of).lastBy(clock.now(), ({ ok }) => ok)?.value;
    return last?.ok === true ? (last.value as Known[Name]) : null;
  }

  async function answer<Name extends KnownName>(
    what: Name,
    of: string | null,
    action: string,
    signal: AbortSignal,
  ): Promise<Result<Known[Name]>> {
    const said = timelineOf(known, what, of);
    const nowMs = await whenDue(
      clock,
      said.lastBy(clock.now()) !== null,
      (fromMs) => said.nextAfter(fromMs),
      signal,
    );
    const good = retellsErrors ? null : said.lastBy(nowMs, ({ ok }) => ok);
    const last = good ?? said.lastBy(nowMs);
    // The shape of each value was held against its name when it was read.
    return (last?.value as Result<Known[Name]> | undefined) ?? notRecorded(action, of, 'absent');
  }
}

/** Waits for the answer that was under way then. Account time when it is there, or when nothing is waited for. */
export async function whenDue(
  clock: Clock,
  isAnswered: boolean,
  nextAfter: (fromMs: EpochMs) => EpochMs | null,
  signal: AbortSignal,
): Promise<EpochMs> {
  const nowMs = clock.now();
  const dueMs = nextAfter(nowMs);
  const patienceMs = isAnswered ? NEWER_ANSWER_MS : FIRST_ANSWER_MS;
  if (dueMs === null || dueMs - nowMs > patienceMs) return nowMs;
  await clock.sleep(dueMs - nowMs, signal);
  return Math.max(dueMs, clock.now());
}

function timelineOf<Value>(
  timelines: Map<string, Timeline<Value>>,
  what: Subject,
  of: string | null,
): Timeline<Value> {
  const key = knownKey(what, of);
  const timeline = timelines.get(key) ?? createTimeline<Value>();
  timelines.set(key, timeline);
  return timeline;
}
