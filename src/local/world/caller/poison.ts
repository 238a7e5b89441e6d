import type { EpochMs } from '../../../lambda/time.ts';
import type { Curve } from '../curve.ts';

/** Says which of those that arrive are poisoned: a share of them, spread evenly and not by chance. */
export class Poison {
  readonly failure: string | null;
  readonly #share: Curve | null;
  #owed = 0;

  constructor(model: { readonly share: Curve; readonly failure: string } | undefined) {
    this.failure = model?.failure ?? null;
    this.#share = model?.share ?? null;
  }

  /** Asked once for each that arrives. */
  takes(nowMs: EpochMs): boolean {
    if (this.#share === null) return false;
    this.#owed += this.#share(nowMs);
    if (this.#owed < 1) return false;
    this.#owed--;
    return true;
  }
}
