import type { EpochMs } from '../../lambda/time.ts';
import { callsOf, type WrittenFailure } from './failed-calls.ts';
import type { Failure, FailureKind } from './failure.ts';

export interface TimedFailure extends Failure {
  readonly isOfStart?: true;
  readonly timestampMs: EpochMs;
}

/** The fate of the invocation with a failure: `open` if it may still be running, `unknown` if the log never says. */
export type CallFate = 'failed' | 'wentOn' | 'open' | 'unknown';

/** A call is represented by its first failure. */
export type KeptFailure = TimedFailure & WrittenFailure;

const ENDS: ReadonlySet<FailureKind> = new Set(['timeout', 'outOfMemory', 'ended']);

/** How invocations ended, as far as the log says. */
export interface KnownEnds {
  /** The first failure of the invocation that a failure belongs to. */
  readonly callOf: (failure: KeptFailure) => KeptFailure;
  readonly ended: ReadonlySet<KeptFailure>;
  /** Whether the log reports ends at all: otherwise nothing is known about an invocation without one. */
  readonly tellsEnds: boolean;
}

export function knownEnds(failures: readonly KeptFailure[], longestCallMs: number): KnownEnds {
  const calls = callsOf(failures, longestCallMs);
  const callOf = (failure: KeptFailure): KeptFailure => calls.get(failure) ?? failure;
  return {
    callOf,
    ended: new Set(failures.filter(isEnd).map(callOf)),
    tellsEnds: failures.some(({ kind, exception }) => ENDS.has(kind) || exception !== undefined),
  };
}

export function fateOf(failure: KeptFailure, ends: KnownEnds, mayBeOpen: boolean): CallFate {
  const count = endedCountOf(failure, ends, new Set([ends.callOf(failure)]));
  if (failure.kind === 'startCutOff' || count === null) return 'unknown';
  if (count > 0) return 'failed';
  return mayBeOpen ? 'open' : 'wentOn';
}

export function endedCountOf(
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

/** A call that Lambda reports as failed, or whose exception apparently nothing caught. */
function isEnd({ kind, exception }: KeptFailure): boolean {
  return kind === 'ended' || exception !== undefined;
}

function countIn<Item>(all: ReadonlySet<Item>, items: ReadonlySet<Item>): number {
  let count = 0;
  for (const item of items) if (all.has(item)) count += 1;
  return count;
}
