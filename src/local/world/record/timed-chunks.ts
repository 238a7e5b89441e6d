import type { EpochMs } from '../../../lambda/time.ts';
import { partitionPoint } from './partition-point.ts';

const CHUNK_BITS = 13;
const CHUNK_CELLS = 1 << CHUNK_BITS;

/** Cells of one chunk: its times, and whatever columns its owner keeps beside them. */
export interface TimedChunk {
  readonly baseMs: EpochMs;
  /** Relative to `baseMs`, so that a time takes four bytes. */
  readonly offsetsMs: Uint32Array;
}

/** The position of a sequence number in its chunk. */
export function cellOf(sequence: number): number {
  return sequence & (CHUNK_CELLS - 1);
}

/**
 * Events in order of time, as columns of typed arrays: there is no object for each, nothing is ever copied, and the
 * oldest are dropped a chunk at a time. Each has a permanent sequence number.
 */
export class TimedChunks<Chunk extends TimedChunk> {
  readonly #newChunk: (baseMs: EpochMs, cells: number) => Chunk;
  readonly #chunks: Chunk[] = [];
  #tail: Chunk | null = null;
  #droppedChunks = 0;
  /** The sequence number of the next one. */
  next = 0;

  constructor(newChunk: (baseMs: EpochMs, cells: number) => Chunk) {
    this.#newChunk = newChunk;
  }

  /** The oldest sequence number that is still held. */
  get first(): number {
    return this.#droppedChunks * CHUNK_CELLS;
  }

  /** @param timeMs whole milliseconds, never before the last. @returns the chunk whose cell of `next` is now taken. */
  push(timeMs: EpochMs): Chunk {
    const cell = cellOf(this.next++);
    const chunk = cell > 0 && this.#tail !== null ? this.#tail : this.#addChunk(timeMs);
    chunk.offsetsMs[cell] = timeMs - chunk.baseMs;
    return chunk;
  }

  chunk(sequence: number): Chunk | undefined {
    return this.#chunks[(sequence >>> CHUNK_BITS) - this.#droppedChunks];
  }

  /** 0 for a sequence number that is not held. */
  timeMs(sequence: number): EpochMs {
    const chunk = this.chunk(sequence);
    return chunk === undefined ? 0 : chunk.baseMs + (chunk.offsetsMs[cellOf(sequence)] ?? 0);
  }

  /** The sequence number of the first one at or after `timeMs`; `next` when there is none. */
  firstFrom(timeMs: EpochMs): number {
    return partitionPoint(this.first, this.next, (sequence) => this.timeMs(sequence) < timeMs);
  }

  /** Frees whole chunks: some events shortly before `timeMs` stay. */
  dropBefore(timeMs: EpochMs): void {
    const count = (this.firstFrom(timeMs) >>> CHUNK_BITS) - this.#droppedChunks;
    this.#chunks.splice(0, count);
    this.#droppedChunks += count;
  }

  #addChunk(baseMs: EpochMs): Chunk {
    const chunk = this.#newChunk(baseMs, CHUNK_CELLS);
    this.#chunks.push(chunk);
    this.#tail = chunk;
    return chunk;
  }
}
