import type { EpochMs } from '../../../lambda/time.ts';

/** A process that acts at moments of its own choice: callers, pollers, the clock of the service. */
export interface Process {
  /** When it acts first. Moments may have a fraction. */
  readonly firstMs: EpochMs;
  /** @param nowMs the moment that it chose. @returns the next one. */
  act(nowMs: EpochMs): EpochMs;
}

/** Runs processes in order of time; of two at the same moment, the one that was listed first. */
export class Agenda {
  readonly #processes: readonly Process[];
  readonly #times: Float64Array;
  /** A binary heap of indices into `processes`. */
  readonly #heap: Uint32Array;

  constructor(processes: readonly Process[]) {
    this.#processes = processes;
    this.#times = Float64Array.from(processes, ({ firstMs }) => firstMs);
    this.#heap = Uint32Array.from(processes.keys());
    for (let position = (processes.length >> 1) - 1; position >= 0; position--) this.#sink(position);
  }

  /** @param endMs exclusive. */
  runUntil(endMs: EpochMs): void {
    const heap = this.#heap;
    const times = this.#times;
    const processes = this.#processes;
    for (;;) {
      const first = heap[0] ?? 0;
      const nowMs = times[first] ?? Infinity;
      const process = processes[first];
      if (nowMs >= endMs || process === undefined) return;
      times[first] = process.act(nowMs);
      this.#sink(0);
    }
  }

  #sink(start: number): void {
    const heap = this.#heap;
    const times = this.#times;
    const { length } = heap;
    const moving = heap[start] ?? 0;
    const movingMs = times[moving] ?? 0;
    let position = start;
    for (;;) {
      let child = 2 * position + 1;
      if (child >= length) break;
      let below = heap[child] ?? 0;
      let belowMs = times[below] ?? 0;
      const right = child + 1 < length ? (heap[child + 1] ?? 0) : below;
      const rightMs = times[right] ?? 0;
      if (rightMs < belowMs || (rightMs === belowMs && right < below)) {
        child++;
        below = right;
        belowMs = rightMs;
      }
      if (movingMs < belowMs || (movingMs === belowMs && moving < below)) break;
      heap[position] = below;
      position = child;
    }
    heap[position] = moving;
  }
}
