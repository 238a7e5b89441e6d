import type { EpochMs } from '../../lambda/time.ts';
import type { RawText } from '../../terminal/text.ts';
import type { Failure } from './failure.ts';

/** A failure with its time and environment. */
export interface WrittenFailure extends Failure {
  readonly timestampMs: EpochMs;
  readonly logStream: RawText;
}

/**
 * Lambda waits a minute before it retries a failed asynchronous call, with the same request id; this is half of it, to
 * allow for skewed clocks.
 */
const SHORTEST_RETRY_MS = 30_000;

/**
 * Assigns each failure to a call, identified by its first failure. The request id is not enough: retries of an
 * asynchronous event share it. A failure in another environment is another call; so is one in the same environment that
 * comes long after the call's end or latest possible end. A line without a request id counts as a call of its own.
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
  /** Its end, as far as known. */
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

/**
 * An exception may have been caught; but if it is thrown again this much later, it usually belongs to the next call.
 */
function tellsEnd({ kind, exception }: WrittenFailure): boolean {
  return kind !== 'logged' || exception !== undefined;
}
