import type { EpochMs } from './world.ts';

/** Something that acts at moments of its own choice: callers, pollers, the clock of the service. */
export interface Process {
  /** When it acts next; may have a fraction. */
  readonly nextMs: EpochMs;
  /** Acts at `nextMs` and chooses a later one. */
  act(): void;
}

/** Runs processes in order of time; of two at the same moment, the one that was listed first. */
export class Agenda {
  private readonly processes: readonly Process[];
  private readonly times: Float64Array;
  /** A binary heap of indices into `processes`. */
  private readonly heap: Uint32Array;

  constructor(processes: readonly Process[]) {
    this.processes = processes;
    this.times = Float64Array.from(processes, ({ nextMs }) => nextMs);
    this.heap = Uint32Array.from(processes.keys());
    for (let position = (processes.length >> 1) - 1; position >= 0; position--) this.sink(position);
  }

  /** @param endMs exclusive. */
  runUntil(endMs: EpochMs): void {
    for (;;) {
      const first = this.heap[0];
      if (first === undefined || (this.times[first] ?? Infinity) >= endMs) return;
      const process = this.processes[first];
      if (process === undefined) return;
      process.act();
      this.times[first] = process.nextMs;
      this.sink(0);
    }
  }

  private sink(start: number): void {
    const { heap } = this;
    const moving = heap[start] ?? 0;
    let position = start;
    for (;;) {
      let child = 2 * position + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && this.isBefore(heap[child + 1] ?? 0, heap[child] ?? 0)) child++;
      const below = heap[child] ?? 0;
      if (!this.isBefore(below, moving)) break;
      heap[position] = below;
      position = child;
    }
    heap[position] = moving;
  }

  private isBefore(one: number, other: number): boolean {
    const oneMs = this.times[one] ?? 0;
    const otherMs = this.times[other] ?? 0;
    return oneMs < otherMs || (oneMs === otherMs && one < other);
  }
}
