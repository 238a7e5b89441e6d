const STEP_MS = 250;
const STEPS = 60;
/** Of the lines, those that have come in by the time that is called usual. */
const USUAL_SHARE = 0.96;
const LINES_REMEMBERED = 2_000;
/** Before lines have told. */
const ASSUMED_MS = 4_000;
const FEW_LINES = 20;

/** How long after their time lines come in, by the recent ones. */
export class Lateness {
  readonly #counts = new Float64Array(STEPS);
  #total = 0;

  /** @param lateMs how long after its time a line came in. Older lines count less and less. */
  note(lateMs: number): void {
    const step = Math.max(0, Math.min(STEPS - 1, Math.floor(lateMs / STEP_MS)));
    this.#counts[step] = (this.#counts[step] ?? 0) + 1;
    if (++this.#total < LINES_REMEMBERED) return;
    for (let index = 0; index < STEPS; index++) this.#counts[index] = (this.#counts[index] ?? 0) / 2;
    this.#total /= 2;
  }

  /** In milliseconds: most lines that are older have come in. Whole steps of a quarter of a second, fifteen seconds at most. */
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
