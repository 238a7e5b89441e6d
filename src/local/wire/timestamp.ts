import type { EpochMs } from '../../lambda/time.ts';

/**
 * A point in time in a request or an answer. Each protocol writes it in its own way: JSON as epoch seconds (so
 * that `JSON.stringify` needs no walk over the answer), XML as ISO 8601, CBOR as tag 1.
 */
export class Timestamp {
  readonly epochMs: EpochMs;

  constructor(epochMs: EpochMs) {
    this.epochMs = epochMs;
  }

  toJSON(): number {
    return this.epochMs / 1_000;
  }
}
