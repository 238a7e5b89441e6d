import { cellOf, type TimedChunk, TimedChunks } from './timed-chunks.ts';
import type { EpochMs } from './world.ts';

export const SUCCESS = 0;
export const TIMEOUT = 1;
/** The first of the model's failures; the second is one more, and so on. */
export const FIRST_FAILURE = 2;

const COLD_FLAG = 0x80;

interface InvocationChunk extends TimedChunk {
  /** In hundredths of a millisecond, as REPORT prints them. */
  readonly durations: Uint32Array;
  readonly environments: Uint32Array;
  readonly outcomes: Uint8Array;
  /** Only for what a stream hands over. */
  readonly records: Uint16Array;
  readonly iteratorAgesMs: Uint32Array;
}

/** Every invocation of a function, thirteen bytes each, by a sequence number in order of arrival. */
export class Invocations {
  readonly arrivals: TimedChunks<InvocationChunk>;
  /** The longest that any invocation kept its environment busy, init included. */
  longestMs = 0;

  constructor(hasBatches: boolean) {
    this.arrivals = new TimedChunks((baseMs, cells) => ({
      baseMs,
      offsetsMs: new Uint32Array(cells),
      durations: new Uint32Array(cells),
      environments: new Uint32Array(cells),
      outcomes: new Uint8Array(cells),
      records: new Uint16Array(hasBatches ? cells : 0),
      iteratorAgesMs: new Uint32Array(hasBatches ? cells : 0),
    }));
  }

  push(
    arrivalMs: EpochMs,
    endMs: EpochMs,
    durationHundredths: number,
    environment: number,
    isCold: boolean,
    outcome: number,
  ): void {
    const cell = cellOf(this.arrivals.next);
    const chunk = this.arrivals.push(arrivalMs);
    chunk.durations[cell] = durationHundredths;
    chunk.environments[cell] = environment;
    chunk.outcomes[cell] = isCold ? outcome | COLD_FLAG : outcome;
    const busyMs = endMs - arrivalMs;
    if (busyMs > this.longestMs) this.longestMs = busyMs;
  }

  /** Adds to the last one what its batch was. */
  noteBatch(records: number, iteratorAgeMs: number): void {
    const sequence = this.arrivals.next - 1;
    const chunk = this.arrivals.chunk(sequence);
    if (chunk === undefined) return;
    chunk.records[cellOf(sequence)] = records;
    chunk.iteratorAgesMs[cellOf(sequence)] = iteratorAgeMs;
  }

  durationHundredths(sequence: number): number {
    return this.arrivals.chunk(sequence)?.durations[cellOf(sequence)] ?? 0;
  }

  environment(sequence: number): number {
    return this.arrivals.chunk(sequence)?.environments[cellOf(sequence)] ?? 0;
  }

  outcome(sequence: number): number {
    return (this.arrivals.chunk(sequence)?.outcomes[cellOf(sequence)] ?? 0) & ~COLD_FLAG;
  }

  isCold(sequence: number): boolean {
    return ((this.arrivals.chunk(sequence)?.outcomes[cellOf(sequence)] ?? 0) & COLD_FLAG) !== 0;
  }

  records(sequence: number): number {
    return this.arrivals.chunk(sequence)?.records[cellOf(sequence)] ?? 0;
  }

  iteratorAgeMs(sequence: number): number {
    return this.arrivals.chunk(sequence)?.iteratorAgesMs[cellOf(sequence)] ?? 0;
  }
}
