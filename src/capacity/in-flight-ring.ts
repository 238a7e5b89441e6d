import { type EpochMs, SECOND_MS } from '../lambda/time.ts';

/** Busy environments by second, oldest first. */
export interface BusySeconds {
  /** The most at once. */
  readonly peaks: Float32Array;
  readonly means: Float32Array;
}

/**
 * How many environments are busy, as changes in cells of a few milliseconds: what is learned late about the past is added where it
 * belongs, as far back as the ring reaches, and changes all that came after it.
 */
export class InFlightRing {
  private readonly cells: Float32Array;
  private readonly spanMs: number;
  private readonly cellMs: number;
  private fromMs: EpochMs;
  private before = 0;

  /** @param cellMs divides a second. @param startMs a whole second. */
  constructor(spanMs: number, cellMs: number, startMs: EpochMs) {
    this.spanMs = spanMs;
    this.cellMs = cellMs;
    this.cells = new Float32Array(spanMs / cellMs);
    this.fromMs = startMs;
  }

  /** One more is busy from then on, or `change` more. */
  add(timeMs: EpochMs, change: number): void {
    if (timeMs < this.fromMs) {
      this.before += change;
      return;
    }
    this.moveOn(timeMs);
    const cell = this.cellOf(timeMs);
    this.cells[cell] = (this.cells[cell] ?? 0) + change;
  }

  /** The seconds that end at `endMs` or before, a whole second; fewer than `count` where the ring reaches less far back. */
  seconds(endMs: EpochMs, count: number): BusySeconds {
    this.moveOn(endMs - 1);
    const cellsPerSecond = SECOND_MS / this.cellMs;
    const known = Math.max(0, Math.min(count, Math.floor((endMs - this.fromMs) / SECOND_MS)));
    const firstMs = endMs - known * SECOND_MS;
    const peaks = new Float32Array(known);
    const means = new Float32Array(known);
    let busy = this.before;
    for (let ms = this.fromMs; ms < firstMs; ms += this.cellMs) busy += this.cells[this.cellOf(ms)] ?? 0;
    let cell = this.cellOf(firstMs);
    for (let second = 0; second < known; second++) {
      let peak = 0;
      let sum = 0;
      for (let step = 0; step < cellsPerSecond; step++) {
        busy += this.cells[cell] ?? 0;
        if (++cell === this.cells.length) cell = 0;
        sum += busy;
        if (busy > peak) peak = busy;
      }
      peaks[second] = peak;
      means[second] = Math.max(0, sum / cellsPerSecond);
    }
    return { peaks, means };
  }

  /** Makes room for `timeMs`: what falls out at the far end counts as before. */
  private moveOn(timeMs: EpochMs): void {
    const wantedMs = Math.floor(timeMs / SECOND_MS) * SECOND_MS + SECOND_MS - this.spanMs;
    for (; this.fromMs < wantedMs; this.fromMs += this.cellMs) {
      const cell = this.cellOf(this.fromMs);
      this.before += this.cells[cell] ?? 0;
      this.cells[cell] = 0;
    }
  }

  private cellOf(timeMs: EpochMs): number {
    return Math.floor(timeMs / this.cellMs) % this.cells.length;
  }
}
