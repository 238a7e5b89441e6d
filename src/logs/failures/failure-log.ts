import { parseLogLine } from '../../lambda/line/log-line.ts';
import type { EpochMs } from '../../lambda/time.ts';
import type { RawText } from '../../terminal/text.ts';
import type { LogEvent } from '../event.ts';
import { createPatternMiner } from '../patterns/pattern-miner.ts';
import { wordingOf } from '../patterns/wording.ts';
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
  /** Those of them that it ended; null where the log does not tell. */
  readonly endedCount: number | null;
  /** When the first of those that are known was written. */
  readonly firstMs: EpochMs;
}

export interface TimedFailure extends Failure {
  readonly isOfStart?: true;
  readonly timestampMs: EpochMs;
}

/** The failures of the last minutes of one log. An event that is read again counts once. */
export interface FailureLog {
  add(events: readonly LogEvent[]): void;
  forgetBefore(timeMs: EpochMs): void;
  /** What ended most invocations first, then what was told by most. */
  groups(): readonly FailureGroup[];
  /** Newest first. */
  newest(count: number): readonly TimedFailure[];
  /** Up to when failures made room for newer ones; before all time when none did. */
  readonly cutMs: EpochMs;
}

const ENDS: ReadonlySet<FailureKind> = new Set(['timeout', 'outOfMemory', 'ended']);

/** More would cost more to count than they tell. */
const MOST_FAILURES = 10_000;

export function createFailureLog(): FailureLog {
  const failures = new Map<RawText, TimedFailure>();
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
        const { eventId, message, timestampMs } = event;
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
        });
      }
      makeRoom();
    },
    forgetBefore(timeMs) {
      failedStarts.forgetBefore(timeMs);
      for (const [eventId, { timestampMs }] of failures) if (timestampMs < timeMs) failures.delete(eventId);
    },
    groups: () => failureGroups([...failures.values()]),
    newest: (count) =>
      [...failures.values()].toSorted((one, other) => other.timestampMs - one.timestampMs).slice(0, count),
  };
}

/**
 * An invocation that failed is told twice where its code wrote an error too: what the code says is the better story,
 * so Lambda's "it ended" counts only where nothing was logged. A timeout is what it is, whatever was logged before it.
 * An error that code logs need not end an invocation: it may have been tried again, and so ranks behind what did.
 */
export function failureGroups(failures: readonly TimedFailure[]): readonly FailureGroup[] {
  const told = requestsOf(failures, 'logged');
  const ended = endedInvocations(failures);
  const tellsEnds = failures.some(({ kind, exception }) => ENDS.has(kind) || exception !== undefined);
  // Of a pattern that made room nobody would know any more which failures were of it.
  const patterns = createPatternMiner(failures.length);
  const patternIds = failures.map(({ says }) => patterns.add(says));
  // A logger's own words are the same for all that goes wrong there: what it keeps beside them tells one from another.
  const roots = createPatternMiner(failures.length);
  const rootIds = failures.map(({ root }) => (root === undefined ? null : roots.add(root)));
  const groups = new Map<string, GrowingGroup>();
  for (const [place, failure] of failures.entries()) {
    const { kind, requestId, isOfStart = false } = failure;
    if (kind === 'ended' && requestId !== null && told.has(requestId)) continue;
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
      invocations: new Set(),
    };
    groups.set(signature, group);
    group.messages.push(failure.says);
    group.invocations.add(requestId ?? failure);
    group.firstMs = Math.min(group.firstMs, failure.timestampMs);
    if (failure.timestampMs >= group.newest.timestampMs) group.newest = failure;
  }
  const patternOf = new Map(patterns.patterns().map((pattern) => [pattern.id, pattern]));
  return [...groups.values()]
    .map(
      ({
        newest: { kind, says, root, exception, isOfStart },
        firstMs,
        patternId,
        messages,
        invocations,
      }): FailureGroup => {
        const pattern = patternOf.get(patternId ?? -1);
        return {
          kind,
          says,
          ...(root === undefined ? {} : { root }),
          ...(isOfStart === true ? { isOfStart } : {}),
          firstMs,
          wording: pattern === undefined ? [says] : (wordingOf(pattern, messages) as readonly RawText[]),
          count: invocations.size,
          endedCount: endedCountOf(kind, exception, tellsEnds, ended, invocations),
        };
      },
    )
    .toSorted(
      (one, other) =>
        Number(isBesides(one)) - Number(isBesides(other)) ||
        other.count - one.count ||
        (other.endedCount ?? 0) - (one.endedCount ?? 0),
    );
}

function endedCountOf(
  kind: FailureKind,
  exception: Failure['exception'],
  tellsEnds: boolean,
  ended: ReadonlySet<RawText | TimedFailure>,
  invocations: ReadonlySet<RawText | TimedFailure>,
): number | null {
  switch (kind) {
    case 'logged':
      return tellsEnds && exception !== 'maybeCaught' ? countIn(ended, invocations) : null;
    case 'startCutOff':
      // The invocation behind it has a line of its own where it fails.
      return 0;
    case 'timeout':
    case 'outOfMemory':
    case 'ended':
      return invocations.size;
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
  readonly invocations: Set<RawText | TimedFailure>;
}

/** Those that Lambda says failed, and those whose code threw: as far as anybody can tell nobody caught it. */
function endedInvocations(failures: readonly TimedFailure[]): ReadonlySet<RawText | TimedFailure> {
  const thrown = failures.filter(({ exception }) => exception !== undefined);
  return new Set([
    ...requestsOf(failures, 'ended'),
    ...thrown.map((failure) => failure.requestId ?? failure),
  ]);
}

function requestsOf(
  failures: readonly TimedFailure[],
  kind: FailureKind,
): ReadonlySet<RawText | TimedFailure> {
  return new Set(
    failures.flatMap((failure) =>
      failure.kind === kind && failure.requestId !== null ? [failure.requestId] : [],
    ),
  );
}

function countIn<Item>(all: ReadonlySet<Item>, items: ReadonlySet<Item>): number {
  let count = 0;
  for (const item of items) if (all.has(item)) count += 1;
  return count;
}
