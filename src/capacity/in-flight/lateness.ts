const STEP_MS = 250;
const STEPS = 60;
/** Share of lines that arrive within the usual lateness. */
const USUAL_SHARE = 0.96;
const LINES_REMEMBERED = 2_000;
/** Used before any line was seen. */
const ASSUMED_MS = 4_000;
const FEW_LINES = 20;

/** How late lines usually arrive, by recent ones. */
export class Lateness {
  readonly #counts = new Float64Array(STEPS);
  #total = 0;

  /** @param lateMs how late a line arrived. Older lines count less and less. */
  note(lateMs: number): void {
    const step = Math.max(0, Math.min(STEPS - 1, Math.floor(lateMs / STEP_MS)));
    this.#counts[step] = (this.#counts[step] ?? 0) + 1;
    if (++this.#total < LINES_REMEMBERED) return;
    for (let index = 0; index < STEPS; index++) this.#counts[index] = (this.#counts[index] ?? 0) / 2;
    this.#total /= 2;
  }

  /** In milliseconds: most older lines have arrived. In steps of a quarter of a second, fifteen seconds at most. */
  get usualMs(): number {
    if (this.#total < FEW_LINES) return ASSUMED_MS;
    let passed = 0;
    for (let step = 0; step < STEPS; step++) {
      passed += this.#counts[step] ?? 0;
      if (passed >= USUAL_SHARE * this.#total) return (step + 1) * STEP_MS;
    }
    return STEPS * STEP_MS;
  }
}
