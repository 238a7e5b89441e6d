import type { EpochMs } from '../../../lambda/time.ts';
import type { Delivery } from './delivery.ts';
import { cellOf, type TimedChunk, TimedChunks } from './timed-chunks.ts';

export const SUCCESS = 0;
export const TIMEOUT = 1;
/** The environment's memory is full, because it leaks. */
export const OUT_OF_MEMORY = 2;
export const INIT_ERROR = 3;
/** The first of the model's failures; the second is one more, and so on. */
export const FIRST_FAILURE = 4;

const COLD_FLAG = 0x80;

/** Default columns for unknown values, shared because new chunks are made every few milliseconds. */
const NO_BYTES = new Uint8Array(0);
const NO_WORDS = new Uint16Array(0);
const NO_LONG_WORDS = new Uint32Array(0);

interface InvocationChunk extends TimedChunk {
  /** In hundredths of a millisecond, as REPORT prints them. */
  readonly durations: Uint32Array;
  readonly environments: Uint32Array;
  readonly outcomes: Uint8Array;
  /** Only where memory leaks: how many invocations the environment had served before. */
  readonly servedBefore: Uint16Array;
  /** The others only for what Lambda delivers: streams, queues and asynchronous events. */
  readonly records: Uint16Array;
  readonly poisonedRecords: Uint8Array;
  readonly lanes: Uint8Array;
  readonly agesMs: Uint32Array;
  readonly firstTries: Uint32Array;
}

/** The outcome of an invocation. */
interface InvocationCourse {
  /** When its environment was free again. */
  readonly endMs: EpochMs;
  readonly durationHundredths: number;
  /** The number of the one that it ran in. */
  readonly environment: number;
  /** Whether that environment started for it. */
  readonly isCold: boolean;
  readonly outcome: number;
}

/**
 * Every invocation of a function, thirteen bytes each and more where more is known, by a sequence number in order of
 * arrival.
 */
export class Invocations {
  readonly arrivals: TimedChunks<InvocationChunk>;
  /** The longest that any invocation kept its environment busy, init included. */
  longestMs = 0;
  readonly #areDelivered: boolean;

  constructor(areDelivered: boolean, leaksMemory: boolean) {
    this.#areDelivered = areDelivered;
    this.arrivals = new TimedChunks((baseMs, cells) => ({
      baseMs,
      offsetsMs: new Uint32Array(cells),
      durations: new Uint32Array(cells),
      environments: new Uint32Array(cells),
      outcomes: new Uint8Array(cells),
      servedBefore: leaksMemory ? new Uint16Array(cells) : NO_WORDS,
      records: areDelivered ? new Uint16Array(cells) : NO_WORDS,
      poisonedRecords: areDelivered ? new Uint8Array(cells) : NO_BYTES,
      lanes: areDelivered ? new Uint8Array(cells) : NO_BYTES,
      agesMs: areDelivered ? new Uint32Array(cells) : NO_LONG_WORDS,
      firstTries: areDelivered ? new Uint32Array(cells) : NO_LONG_WORDS,
    }));
  }

  push(arrivalMs: EpochMs, course: InvocationCourse): void {
    const { endMs, durationHundredths, environment, isCold, outcome } = course;
    const cell = cellOf(this.arrivals.next);
    const chunk = this.arrivals.push(arrivalMs);
    chunk.durations[cell] = durationHundredths;
    chunk.environments[cell] = environment;
    chunk.outcomes[cell] = isCold ? outcome | COLD_FLAG : outcome;
    const busyMs = endMs - arrivalMs;
    if (busyMs > this.longestMs) this.longestMs = busyMs;
  }

  /** Adds to the last one the item that it received. */
  noteDelivery(delivery: Delivery): void {
    const sequence = this.last;
    const chunk = this.arrivals.chunk(sequence);
    if (chunk === undefined) return;
    const cell = cellOf(sequence);
    chunk.records[cell] = delivery.records;
    chunk.poisonedRecords[cell] = delivery.poisonedRecords;
    chunk.lanes[cell] = delivery.lane;
    chunk.agesMs[cell] = delivery.ageMs;
    chunk.firstTries[cell] = delivery.firstTry ?? sequence;
  }

  /** Adds to the last one how many its environment had served before. */
  noteServedBefore(count: number): void {
    const chunk = this.arrivals.chunk(this.last);
    if (chunk !== undefined) chunk.servedBefore[cellOf(this.last)] = count;
  }

  /** The sequence number of the one that arrived last. */
  get last(): number {
    return this.arrivals.next - 1;
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

  servedBefore(sequence: number): number {
    return this.arrivals.chunk(sequence)?.servedBefore[cellOf(sequence)] ?? 0;
  }

  records(sequence: number): number {
    return this.arrivals.chunk(sequence)?.records[cellOf(sequence)] ?? 0;
  }

  poisonedRecords(sequence: number): number {
    return this.arrivals.chunk(sequence)?.poisonedRecords[cellOf(sequence)] ?? 0;
  }

  lane(sequence: number): number {
    return this.arrivals.chunk(sequence)?.lanes[cellOf(sequence)] ?? 0;
  }

  ageMs(sequence: number): number {
    return this.arrivals.chunk(sequence)?.agesMs[cellOf(sequence)] ?? 0;
  }

  /** The invocation that tried first what this one was handed; itself when it was the first. */
  firstTry(sequence: number): number {
    if (!this.#areDelivered) return sequence;
    return this.arrivals.chunk(sequence)?.firstTries[cellOf(sequence)] ?? sequence;
  }
}
