import type { EpochMs } from '../../../lambda/time.ts';
import type { ThrottleReason } from '../world-truth.ts';
import { cellOf, type TimedChunk, TimedChunks } from './timed-chunks.ts';

const THROTTLE_REASONS: readonly ThrottleReason[] = [
  'ReservedFunctionConcurrentInvocationLimitExceeded',
  'ConcurrentInvocationLimitExceeded',
  'ReservedFunctionInvocationRateLimitExceeded',
  'FunctionInvocationRateLimitExceeded',
  'FunctionScalingRateLimitExceeded',
];

interface ThrottleChunk extends TimedChunk {
  /** Indices into `THROTTLE_REASONS`. */
  readonly reasons: Uint8Array;
}

/** Every throttled request of a function, in order of time. */
export class Throttles {
  readonly times = new TimedChunks<ThrottleChunk>((baseMs, cells) => ({
    baseMs,
    offsetsMs: new Uint32Array(cells),
    reasons: new Uint8Array(cells),
  }));

  push(timeMs: EpochMs, reason: ThrottleReason): void {
    const cell = cellOf(this.times.next);
    this.times.push(timeMs).reasons[cell] = THROTTLE_REASONS.indexOf(reason);
  }

  reason(sequence: number): ThrottleReason | undefined {
    return THROTTLE_REASONS[this.times.chunk(sequence)?.reasons[cellOf(sequence)] ?? -1];
  }
}
