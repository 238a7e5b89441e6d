import { type EpochMs, SECOND_MS } from '../../lambda/time.ts';

/** Concurrency by second, oldest first. */
export interface BusySeconds {
  /** The highest in each second. */
  readonly peaks: Float32Array;
  readonly means: Float32Array;
}

/**
 * Concurrency as changes in cells of a few milliseconds: late information is added where it belongs, within the ring's
 * span, and affects everything after it. Only the seconds from the earliest change on are recounted.
 */
export class InFlightRing {
  readonly #cells: Float32Array;
  readonly #spanMs: number;
  readonly #cellMs: number;
  #fromMs: EpochMs;
  #before = 0;
  /** Seconds before `countedUntilMs`. */
  readonly #counted: BusySeconds & { readonly atEnd: Float32Array };
  #countedUntilMs: EpochMs;

  /**
   * @param cellMs divides a second
   * @param startMs a whole second
   * @param spanMs whole seconds
   */
  constructor(spanMs: number, cellMs: number, startMs: EpochMs) {
    this.#spanMs = spanMs;
    this.#cellMs = cellMs;
    this.#cells = new Float32Array(spanMs / cellMs);
    this.#fromMs = startMs;
    const seconds = spanMs / SECOND_MS;
    this.#counted = {
      peaks: new Float32Array(seconds),
      means: new Float32Array(seconds),
      atEnd: new Float32Array(seconds),
    };
    this.#countedUntilMs = startMs;
  }

  /** One more is running from then on, or `change` more. */
  add(timeMs: EpochMs, change: number): void {
    this.#countedUntilMs = Math.min(this.#countedUntilMs, secondOf(timeMs));
    if (timeMs < this.#fromMs) {
      this.#before += change;
      return;
    }
    this.#moveOn(timeMs);
    const cell = this.#cellOf(timeMs);
    this.#cells[cell] = (this.#cells[cell] ?? 0) + change;
  }

  /** The seconds up to `endMs`, a whole second; fewer than `count` where the ring is shorter. */
  seconds(endMs: EpochMs, count: number): BusySeconds {
    this.#moveOn(endMs - 1);
    this.#countUntil(endMs);
    const known = Math.max(0, Math.min(count, Math.floor((endMs - this.#fromMs) / SECOND_MS)));
    const first = this.#slotOf(endMs - known * SECOND_MS);
    return {
      peaks: unrolled(this.#counted.peaks, first, known),
      means: unrolled(this.#counted.means, first, known),
    };
  }

  #countUntil(endMs: EpochMs): void {
    const { peaks, means, atEnd } = this.#counted;
    const cellsPerSecond = SECOND_MS / this.#cellMs;
    const startMs = Math.max(this.#fromMs, this.#countedUntilMs);
    let busy = startMs === this.#fromMs ? this.#before : (atEnd[this.#slotOf(startMs - SECOND_MS)] ?? 0);
    for (let ms = startMs; ms < endMs; ms += SECOND_MS) {
      const firstCell = this.#cellOf(ms);
      let peak = 0;
      let sum = 0;
      for (let cell = firstCell; cell < firstCell + cellsPerSecond; cell++) {
        busy += this.#cells[cell] ?? 0;
        sum += busy;
        if (busy > peak) peak = busy;
      }
      const slot = this.#slotOf(ms);
      peaks[slot] = peak;
      means[slot] = Math.max(0, sum / cellsPerSecond);
      atEnd[slot] = busy;
    }
    this.#countedUntilMs = Math.max(this.#countedUntilMs, endMs);
  }

  /** Makes room for `timeMs`: the oldest cells are added to the base. */
  #moveOn(timeMs: EpochMs): void {
    const wantedMs = secondOf(timeMs) + SECOND_MS - this.#spanMs;
    for (; this.#fromMs < wantedMs; this.#fromMs += this.#cellMs) {
      const cell = this.#cellOf(this.#fromMs);
      this.#before += this.#cells[cell] ?? 0;
      this.#cells[cell] = 0;
    }
  }

  #cellOf(timeMs: EpochMs): number {
    return Math.floor(timeMs / this.#cellMs) % this.#cells.length;
  }

  #slotOf(timeMs: EpochMs): number {
    return Math.floor(timeMs / SECOND_MS) % this.#counted.peaks.length;
  }
}

function secondOf(timeMs: EpochMs): EpochMs {
  return Math.floor(timeMs / SECOND_MS) * SECOND_MS;
}

/** `count` values from the slot `first` on, wrapping around the ring. */
function unrolled(ring: Float32Array, first: number, count: number): Float32Array {
  const values = new Float32Array(count);
  const untilEnd = Math.min(count, ring.length - first);
  values.set(ring.subarray(first, first + untilEnd));
  values.set(ring.subarray(0, count - untilEnd), untilEnd);
  return values;
}
