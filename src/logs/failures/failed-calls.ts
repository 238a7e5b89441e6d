import type { EpochMs } from '../../lambda/time.ts';
import type { RawText } from '../../terminal/text.ts';
import type { Failure } from './failure.ts';

/** A failure, and when and by which environment it was written. */
export interface WrittenFailure extends Failure {
  readonly timestampMs: EpochMs;
  readonly logStream: RawText;
}

/**
 * After a call that failed Lambda waits a minute before it makes the next one of the same event, with the same request
 * id; half of it, for clocks that are not those of Lambda.
 */
const SHORTEST_RETRY_MS = 30_000;

/**
 * Which call each failure is of, by the first that the call told. The request id alone does not tell: an asynchronous event keeps it from call to call.
 * Another environment is another call; so is, in the same one, what comes long after the end of a call or after it
 * had to be over. A line that names no request stands for a call of its own.
 */
export function callsOf<Written extends WrittenFailure>(
  failures: readonly Written[],
  longestCallMs: number,
): ReadonlyMap<Written, Written> {
  const calls = new Map<Written, Written>();
  const latest = new Map<string, GrowingCall<Written>>();
  for (const failure of failures.toSorted((one, other) => one.timestampMs - other.timestampMs)) {
    const { requestId, logStream, timestampMs } = failure;
    if (requestId === null) {
      calls.set(failure, failure);
      continue;
    }
    const key = `${requestId} ${logStream}`;
    const before = latest.get(key);
    const isNext = before === undefined || isBehind(before, timestampMs, longestCallMs);
    const call: GrowingCall<Written> = isNext ? { first: failure, endMs: null } : before;
    if (tellsEnd(failure)) call.endMs = timestampMs;
    if (isNext) latest.set(key, call);
    calls.set(failure, call.first);
  }
  return calls;
}

interface GrowingCall<Written> {
  readonly first: Written;
  /** When it ended, as far as anything told tells it. */
  endMs: EpochMs | null;
}

function isBehind(
  { first, endMs }: GrowingCall<WrittenFailure>,
  timeMs: EpochMs,
  longestCallMs: number,
): boolean {
  if (timeMs - first.timestampMs > longestCallMs) return true;
  return endMs !== null && timeMs - endMs >= SHORTEST_RETRY_MS;
}

/** An exception may have been caught; but one that is thrown again so long after is of the next call as a rule. */
function tellsEnd({ kind, exception }: WrittenFailure): boolean {
  return kind !== 'logged' || exception !== undefined;
}
