import { FLUSH_EVERY_MS } from './publication.ts';
import { cellOf, type TimedChunk, TimedChunks } from './timed-chunks.ts';
import type { EpochMs, ThrottleReason } from './world.ts';

export const THROTTLE_REASONS: readonly ThrottleReason[] = [
  'ReservedFunctionConcurrentInvocationLimitExceeded',
  'ConcurrentInvocationLimitExceeded',
  'ReservedFunctionInvocationRateLimitExceeded',
  'FunctionInvocationRateLimitExceeded',
  'FunctionScalingRateLimitExceeded',
];

/** The hosts that turn requests away and hand over the Throttles metric, each at its own phase. */
const FRONT_ENDS = 8;

interface ThrottleChunk extends TimedChunk {
  /** Indices into `THROTTLE_REASONS`. */
  readonly reasons: Uint8Array;
}

/** Every request of a function that was turned away, in order of time. */
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

  flushPhaseMs(sequence: number): number {
    return ((sequence % FRONT_ENDS) * FLUSH_EVERY_MS) / FRONT_ENDS;
  }
}
