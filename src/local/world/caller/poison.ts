import type { EpochMs } from '../../../lambda/time.ts';
import type { Curve } from '../curve.ts';

/** Decides which arrivals are poisoned: a share of them, spread evenly and not at random. */
export class Poison {
  readonly failure: string | null;
  readonly #share: Curve | null;
  #owed = 0;

  constructor(model: { readonly share: Curve; readonly failure: string } | undefined) {
    this.failure = model?.failure ?? null;
    this.#share = model?.share ?? null;
  }

  /** Must be called once for each arrival. */
  takes(nowMs: EpochMs): boolean {
    if (this.#share === null) return false;
    this.#owed += this.#share(nowMs);
    if (this.#owed < 1) return false;
    this.#owed--;
    return true;
  }
}
