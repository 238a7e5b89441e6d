import { parseLogLine } from '../../lambda/line/log-line.ts';
import { type EpochMs, minuteOf } from '../../lambda/time.ts';
import type { RawText } from '../../terminal/text.ts';
import type { LogEvent } from '../event.ts';
import { ownCopy } from '../own-copy.ts';
import { createPatternMiner } from '../patterns/pattern-miner.ts';
import { wordingOf } from '../patterns/wording.ts';
import { callsOf, type WrittenFailure } from './failed-calls.ts';
import { FailedStarts } from './failed-starts.ts';
import { type Failure, type FailureKind, failureOf } from './failure.ts';
import { rootErrorOf } from './root-error.ts';

/** Failures with the same wording. */
export interface FailureGroup {
  readonly kind: FailureKind;
  /** Text of the newest of them. */
  readonly says: RawText;
  /** The innermost error of the newest, where it differs from `says`. */
  readonly root?: RawText;
  /** Whether init failed, before the handler was called. */
  readonly isOfStart?: true;
  /** The fixed parts of their text, between which the values stand. */
  readonly wording: readonly RawText[];
  /** Invocations with this failure, each counted once; a line without a request id counts as one. */
  readonly count: number;
  /** The number of events behind them, where lower: Lambda retries failed asynchronous calls. */
  readonly eventCount?: number;
  /** How many of them it ended; null where the log does not say. */
  readonly endedCount: number | null;
  /** When the first known one was written. */
  readonly firstMs: EpochMs;
  /** The same invocations by the minute of their first failure, oldest first; empty minutes are left out. */
  readonly byMinute: readonly MinuteCount[];
}

export interface MinuteCount {
  readonly minuteMs: EpochMs;
  readonly count: number;
}

export interface TimedFailure extends Failure {
  readonly isOfStart?: true;
  readonly timestampMs: EpochMs;
}

/** One of the newest failures. */
export interface NewestFailure extends TimedFailure {
  readonly fate: CallFate;
}

/** The fate of the invocation with a failure: `open` if it may still be running, `unknown` if the log never says. */
export type CallFate = 'failed' | 'wentOn' | 'open' | 'unknown';

/** A call is represented by its first failure. */
type KeptFailure = TimedFailure & WrittenFailure;

/** The failures in the last minutes of one log. An event that is read again counts once. */
export interface FailureLog {
  add(events: readonly LogEvent[]): void;
  forgetBefore(timeMs: EpochMs): void;
  /** Most ended invocations first, then most invocations. */
  groups(): readonly FailureGroup[];
  /** Newest first. */
  newest(count: number, readToMs: EpochMs): readonly NewestFailure[];
  /** The time up to which failures were dropped for newer ones; minus infinity when none was. */
  readonly cutMs: EpochMs;
}

const ENDS: ReadonlySet<FailureKind> = new Set(['timeout', 'outOfMemory', 'ended']);

/** Counting more would cost more than it tells. */
const MOST_FAILURES = 10_000;

/** @param longestCallMs the longest that a call may take, from first to last line */
export function createFailureLog(longestCallMs: number): FailureLog {
  const failures = new Map<RawText, KeptFailure>();
  const failedStarts = new FailedStarts();
  let cutMs: EpochMs = Number.NEGATIVE_INFINITY;

  function makeRoom(): void {
    if (failures.size <= MOST_FAILURES) return;
    const oldestFirst = [...failures].toSorted(([, one], [, other]) => one.timestampMs - other.timestampMs);
    // A fifth at once: each cut costs as much as counting.
    for (const [eventId, { timestampMs }] of oldestFirst.slice(0, failures.size - 0.8 * MOST_FAILURES)) {
      failures.delete(eventId);
      cutMs = Math.max(cutMs, timestampMs);
    }
  }

  return {
    get cutMs() {
      return cutMs;
    },
    add(events) {
      for (const event of events) {
        const { eventId, message, timestampMs, logStream } = event;
        const line = parseLogLine(message);
        failedStarts.meet(event, line);
        const failure = failureOf(line);
        if (failure === null) continue;
        const root = rootErrorOf(message);
        const { requestId } = failure;
        failures.set(eventId, {
          ...failure,
          requestId: requestId === null ? null : ownCopy(requestId),
          ...(root === null ? {} : { root }),
          ...(failedStarts.ended(event, failure) ? { isOfStart: true } : {}),
          timestampMs,
          logStream,
        });
      }
      makeRoom();
    },
    forgetBefore(timeMs) {
      failedStarts.forgetBefore(timeMs);
      for (const [eventId, { timestampMs }] of failures) if (timestampMs < timeMs) failures.delete(eventId);
    },
    groups: () => failureGroups([...failures.values()], longestCallMs),
    newest(count, readToMs) {
      const all = [...failures.values()];
      const ends = knownEnds(all, longestCallMs);
      return all
        .toSorted((one, other) => other.timestampMs - one.timestampMs)
        .slice(0, count)
        .map((failure) => ({
          ...failure,
          fate: fateOf(failure, ends, failure.timestampMs + longestCallMs > readToMs),
        }));
    },
  };
}

/**
 * A failed invocation appears twice where its code logged an error as well: the code's text is more informative, so
 * Lambda's "ended" counts only where nothing was logged. A timeout stays a timeout, whatever was logged before. A
 * logged error need not end the invocation, as it may have been retried, so such errors rank behind those that ended
 * one.
 */
function failureGroups(failures: readonly KeptFailure[], longestCallMs: number): readonly FailureGroup[] {
  const ends = knownEnds(failures, longestCallMs);
  const { callOf } = ends;
  const logged = new Set(failures.filter(({ kind }) => kind === 'logged').map(callOf));
  // Room for a pattern of every failure: a dropped pattern would lose its failures.
  const patterns = createPatternMiner(failures.length);
  const patternIds = failures.map(({ says }) => patterns.add(says));
  // A logger's own words are the same for every error there: the wrapped error distinguishes them.
  const roots = createPatternMiner(failures.length);
  const rootIds = failures.map(({ root }) => (root === undefined ? null : roots.add(root)));
  const groups = new Map<string, GrowingGroup>();
  for (const [place, failure] of failures.entries()) {
    const { kind, isOfStart = false } = failure;
    const call = callOf(failure);
    if (kind === 'ended' && logged.has(call)) continue;
    const patternId = patterns.currentId(patternIds[place] ?? 0);
    const isOneStory = kind === 'timeout' || kind === 'startCutOff';
    const rootId = rootIds[place] ?? null;
    const root = rootId === null ? null : roots.currentId(rootId);
    const signature = isOneStory ? kind : `${kind} ${isOfStart} ${patternId} ${root}`;
    const group = groups.get(signature) ?? {
      newest: failure,
      firstMs: failure.timestampMs,
      patternId,
      messages: [],
      calls: new Set(),
    };
    groups.set(signature, group);
    group.messages.push(failure.says);
    group.calls.add(call);
    group.firstMs = Math.min(group.firstMs, failure.timestampMs);
    if (failure.timestampMs >= group.newest.timestampMs) group.newest = failure;
  }
  const patternOf = new Map(patterns.patterns().map((pattern) => [pattern.id, pattern]));
  return [...groups.values()]
    .map(({ newest, firstMs, patternId, messages, calls }): FailureGroup => {
      const { kind, says, root, isOfStart } = newest;
      const pattern = patternOf.get(patternId ?? -1);
      const eventCount = eventCountOf(calls);
      return {
        kind,
        says,
        ...(root === undefined ? {} : { root }),
        ...(isOfStart === true ? { isOfStart } : {}),
        firstMs,
        wording: pattern === undefined ? [says] : (wordingOf(pattern, messages) as readonly RawText[]),
        count: calls.size,
        ...(eventCount < calls.size ? { eventCount } : {}),
        endedCount: endedCountOf(newest, ends, calls),
        byMinute: byMinute(calls),
      };
    })
    .toSorted(
      (one, other) =>
        Number(isBesides(one)) - Number(isBesides(other)) ||
        other.count - one.count ||
        (other.endedCount ?? 0) - (one.endedCount ?? 0),
    );
}

/** How invocations ended, as far as the log says. */
interface KnownEnds {
  /** The first failure of the invocation that a failure belongs to. */
  readonly callOf: (failure: KeptFailure) => KeptFailure;
  readonly ended: ReadonlySet<KeptFailure>;
  /** Whether the log reports ends at all: otherwise nothing is known about an invocation without one. */
  readonly tellsEnds: boolean;
}

function knownEnds(failures: readonly KeptFailure[], longestCallMs: number): KnownEnds {
  const calls = callsOf(failures, longestCallMs);
  const callOf = (failure: KeptFailure): KeptFailure => calls.get(failure) ?? failure;
  return {
    callOf,
    ended: new Set(failures.filter(isEnd).map(callOf)),
    tellsEnds: failures.some(({ kind, exception }) => ENDS.has(kind) || exception !== undefined),
  };
}

function fateOf(failure: KeptFailure, ends: KnownEnds, mayBeOpen: boolean): CallFate {
  const count = endedCountOf(failure, ends, new Set([ends.callOf(failure)]));
  if (failure.kind === 'startCutOff' || count === null) return 'unknown';
  if (count > 0) return 'failed';
  return mayBeOpen ? 'open' : 'wentOn';
}

function endedCountOf(
  { kind, exception }: Pick<Failure, 'kind' | 'exception'>,
  { tellsEnds, ended }: KnownEnds,
  calls: ReadonlySet<KeptFailure>,
): number | null {
  switch (kind) {
    case 'logged':
      return tellsEnds && exception !== 'maybeCaught' ? countIn(ended, calls) : null;
    case 'startCutOff':
      // The invocation has a line of its own where it fails.
      return 0;
    case 'timeout':
    case 'outOfMemory':
    case 'ended':
      return calls.size;
  }
}

/** Whether most of the invocations with this failure went on. */
export function isSurvived(group: FailureGroup): boolean {
  return group.kind === 'logged' && isBesides(group);
}

/** Whether it ended few of the invocations that logged it. */
function isBesides({ count, endedCount }: FailureGroup): boolean {
  return endedCount !== null && endedCount < count / 2;
}

interface GrowingGroup {
  newest: TimedFailure;
  firstMs: EpochMs;
  readonly patternId: number | null;
  readonly messages: RawText[];
  readonly calls: Set<KeptFailure>;
}

/** A call that Lambda reports as failed, or whose exception apparently nothing caught. */
function isEnd({ kind, exception }: KeptFailure): boolean {
  return kind === 'ended' || exception !== undefined;
}

function byMinute(calls: ReadonlySet<KeptFailure>): readonly MinuteCount[] {
  const counts = new Map<EpochMs, number>();
  for (const { timestampMs } of calls) {
    const minuteMs = minuteOf(timestampMs);
    counts.set(minuteMs, (counts.get(minuteMs) ?? 0) + 1);
  }
  return [...counts]
    .map(([minuteMs, count]) => ({ minuteMs, count }))
    .toSorted((one, other) => one.minuteMs - other.minuteMs);
}

/** Failures in the minutes that began in that time. */
export function countWithin(
  { byMinute }: Pick<FailureGroup, 'byMinute'>,
  fromMs: EpochMs,
  toMs: EpochMs,
): number {
  return byMinute.reduce(
    (sum, { minuteMs, count }) => (minuteMs >= fromMs && minuteMs < toMs ? sum + count : sum),
    0,
  );
}

function eventCountOf(calls: ReadonlySet<KeptFailure>): number {
  return new Set([...calls].map((call) => call.requestId ?? call)).size;
}

function countIn<Item>(all: ReadonlySet<Item>, items: ReadonlySet<Item>): number {
  let count = 0;
  for (const item of items) if (all.has(item)) count += 1;
  return count;
}
