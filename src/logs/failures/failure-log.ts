import { parseLogLine } from '../../lambda/line/log-line.ts';
import { type EpochMs, minuteOf } from '../../lambda/time.ts';
import type { RawText } from '../../terminal/text.ts';
import type { LogEvent } from '../event.ts';
import { createPatternMiner } from '../patterns/pattern-miner.ts';
import { wordingOf } from '../patterns/wording.ts';
import { callsOf, type WrittenFailure } from './failed-calls.ts';
import { FailedStarts } from './failed-starts.ts';
import { type Failure, type FailureKind, failureOf } from './failure.ts';
import { rootErrorOf } from './root-error.ts';

/** Failures that tell the same story. */
export interface FailureGroup {
  readonly kind: FailureKind;
  /** What the newest of them says. */
  readonly says: RawText;
  /** The innermost error that the newest tells, where `says` is not it. */
  readonly root?: RawText;
  /** Whether it was the start of an environment that failed, before its code was called. */
  readonly isOfStart?: true;
  /** What all of them say, in parts: between them stand values in which they differ. */
  readonly wording: readonly RawText[];
  /** Invocations that tell it, however often each of them does; a line that names no invocation stands for one. */
  readonly count: number;
  /** The events that those were for, where they are fewer: Lambda calls again for an asynchronous one that failed. */
  readonly eventCount?: number;
  /** Those of them that it ended; null where the log does not tell. */
  readonly endedCount: number | null;
  /** When the first of those that are known was written. */
  readonly firstMs: EpochMs;
  /** The same invocations by the minute in which each first told of a failure, oldest first; minutes without any are left out. */
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

/** One of the last that were written. */
export interface NewestFailure extends TimedFailure {
  readonly fate: CallFate;
}

/** What became of the invocation that told of a failure; `open` where it may go on still, `untold` where the log never says. */
export type CallFate = 'failed' | 'wentOn' | 'open' | 'untold';

/** Of the failures of a call the first stands for the call itself. */
type KeptFailure = TimedFailure & WrittenFailure;

/** The failures of the last minutes of one log. An event that is read again counts once. */
export interface FailureLog {
  add(events: readonly LogEvent[]): void;
  forgetBefore(timeMs: EpochMs): void;
  /** What ended most invocations first, then what was told by most. */
  groups(): readonly FailureGroup[];
  /** Newest first. */
  newest(count: number, readToMs: EpochMs): readonly NewestFailure[];
  /** Up to when failures made room for newer ones; before all time when none did. */
  readonly cutMs: EpochMs;
}

const ENDS: ReadonlySet<FailureKind> = new Set(['timeout', 'outOfMemory', 'ended']);

/** More would cost more to count than they tell. */
const MOST_FAILURES = 10_000;

/** @param longestCallMs how long a call may take, from its first line to its last */
export function createFailureLog(longestCallMs: number): FailureLog {
  const failures = new Map<RawText, KeptFailure>();
  const failedStarts = new FailedStarts();
  let cutMs: EpochMs = Number.NEGATIVE_INFINITY;

  function makeRoom(): void {
    if (failures.size <= MOST_FAILURES) return;
    const oldestFirst = [...failures].toSorted(([, one], [, other]) => one.timestampMs - other.timestampMs);
    // A fifth at once: each time costs as much as counting.
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
        failures.set(eventId, {
          ...failure,
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
      const told = toldEnds(all, longestCallMs);
      return all
        .toSorted((one, other) => other.timestampMs - one.timestampMs)
        .slice(0, count)
        .map((failure) => ({
          ...failure,
          fate: fateOf(failure, told, failure.timestampMs + longestCallMs > readToMs),
        }));
    },
  };
}

/**
 * An invocation that failed is told twice where its code wrote an error too: what the code says is the better story,
 * so Lambda's "it ended" counts only where nothing was logged. A timeout is what it is, whatever was logged before it.
 * An error that code logs need not end an invocation: it may have been tried again, and so ranks behind what did.
 */
function failureGroups(failures: readonly KeptFailure[], longestCallMs: number): readonly FailureGroup[] {
  const ends = toldEnds(failures, longestCallMs);
  const { callOf } = ends;
  const told = new Set(failures.filter(({ kind }) => kind === 'logged').map(callOf));
  // Of a pattern that made room nobody would know any more which failures were of it.
  const patterns = createPatternMiner(failures.length);
  const patternIds = failures.map(({ says }) => patterns.add(says));
  // A logger's own words are the same for all that goes wrong there: what it keeps beside them tells one from another.
  const roots = createPatternMiner(failures.length);
  const rootIds = failures.map(({ root }) => (root === undefined ? null : roots.add(root)));
  const groups = new Map<string, GrowingGroup>();
  for (const [place, failure] of failures.entries()) {
    const { kind, isOfStart = false } = failure;
    const call = callOf(failure);
    if (kind === 'ended' && told.has(call)) continue;
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

/** What a log tells of how its invocations ended. */
interface ToldEnds {
  /** By the first failure that each invocation told. */
  readonly callOf: (failure: KeptFailure) => KeptFailure;
  readonly ended: ReadonlySet<KeptFailure>;
  /** Whether it tells of ends at all: of an invocation that told of none nothing is known otherwise. */
  readonly tellsEnds: boolean;
}

function toldEnds(failures: readonly KeptFailure[], longestCallMs: number): ToldEnds {
  const calls = callsOf(failures, longestCallMs);
  const callOf = (failure: KeptFailure): KeptFailure => calls.get(failure) ?? failure;
  return {
    callOf,
    ended: new Set(failures.filter(isEnd).map(callOf)),
    tellsEnds: failures.some(({ kind, exception }) => ENDS.has(kind) || exception !== undefined),
  };
}

function fateOf(failure: KeptFailure, ends: ToldEnds, mayBeOpen: boolean): CallFate {
  const count = endedCountOf(failure, ends, new Set([ends.callOf(failure)]));
  if (failure.kind === 'startCutOff' || count === null) return 'untold';
  if (count > 0) return 'failed';
  return mayBeOpen ? 'open' : 'wentOn';
}

function endedCountOf(
  { kind, exception }: Pick<Failure, 'kind' | 'exception'>,
  { tellsEnds, ended }: ToldEnds,
  calls: ReadonlySet<KeptFailure>,
): number | null {
  switch (kind) {
    case 'logged':
      return tellsEnds && exception !== 'maybeCaught' ? countIn(ended, calls) : null;
    case 'startCutOff':
      // The invocation behind it has a line of its own where it fails.
      return 0;
    case 'timeout':
    case 'outOfMemory':
    case 'ended':
      return calls.size;
  }
}

/** Whether most of the invocations that tell it went on. */
export function isSurvived(group: FailureGroup): boolean {
  return group.kind === 'logged' && isBesides(group);
}

/** Whether it ended few of those that tell it. */
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

/** Of a call that Lambda says failed, or whose code threw: as far as anybody can tell nobody caught it. */
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

/** How many there were in the minutes that began in that time. */
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
