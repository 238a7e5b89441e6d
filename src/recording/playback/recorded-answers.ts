import type { EpochMs } from '../../lambda/time.ts';
import type { Clock } from '../../monitor/clock.ts';
import type { Page } from '../../monitor/page.ts';
import type { Result, SourceError } from '../../monitor/source-error.ts';
import type { Fact, Known, KnownName, ListName, Subject } from '../fact.ts';
import { knownKey } from '../fact-memory.ts';
import { notRecorded } from './not-recorded.ts';
import { createTimeline, type Timed, type Timeline } from './timeline.ts';

/** AWS's answers to questions with one current answer, and the errors of the others. */
export interface RecordedAnswers {
  add(fact: Extract<Fact, { fact: 'known' | 'error' }>): void;
  /** Metrics or a log were read: their trouble is over. */
  recovered(what: TroubledSubject, of: string | null, atMs: EpochMs): void;
  answer<Name extends KnownName>(
    what: Name,
    of: string | null,
    action: string,
    signal: AbortSignal,
  ): Promise<Result<Known[Name]>>;
  /** The same as a single last page. */
  list<Name extends ListName>(
    what: Name,
    of: string | null,
    action: string,
    signal: AbortSignal,
  ): Promise<Result<Page<Known[Name][number]>>>;
  /** The last answer that was not an error, without waiting. */
  lastGood<Name extends KnownName>(what: Name, of: string | null): Known[Name] | null;
  troubleAt(what: TroubledSubject, of: string | null, nowMs: EpochMs): Timed<SourceError> | null;
  /** When that trouble was met again, or ended; null where nothing later is known. */
  troubleNextAfter(what: TroubledSubject, of: string | null, nowMs: EpochMs): EpochMs | null;
  /** When there is trouble next; null if none is known. */
  failsNextAfter(what: TroubledSubject, of: string | null, nowMs: EpochMs): EpochMs | null;
}

type TroubledSubject = Extract<Subject, 'metrics' | 'log'>;

/**
 * How long to wait for an answer that was pending then: without an earlier answer, longer than a request may take; and
 * with one.
 */
export const FIRST_ANSWER_MS = 15_000;
export const NEWER_ANSWER_MS = 3_000;

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
    failsNextAfter: (what, of, nowMs) =>
      timelineOf(troubles, what, of).nextAfter(nowMs, (error) => error !== null),
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
    // Each value's shape was checked against its name on reading.
    return (last?.value as Result<Known[Name]> | undefined) ?? notRecorded(action, of, 'absent');
  }
}

/**
 * Waits for an answer that was pending then. Returns the account time when it is there, or at once if there is nothing
 * to wait for.
 */
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
