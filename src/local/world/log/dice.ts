import { hexOf, mixed, shareOf } from '../chance/hash.ts';

/** Draws the details of one invocation's log. Created again from the same seed whenever the log is read. */
export class Dice {
  readonly #seed: number;
  #draws = 0;

  constructor(seed: number) {
    this.#seed = seed;
  }

  /** @returns 0 to just under 1. */
  share(): number {
    return shareOf(mixed(this.#seed, ++this.#draws));
  }

  /** @returns a whole number from `low` to `high`, both included. */
  whole(low: number, high: number): number {
    return low + Math.floor(this.share() * (high - low + 1));
  }

  chance(share: number): boolean {
    return this.share() < share;
  }

  hex(digits: number): string {
    return hexOf(mixed(this.#seed, ++this.#draws), Math.ceil(digits / 8) * 8).slice(0, digits);
  }

  pick<Item>(items: readonly [Item, ...Item[]]): Item {
    return items[Math.floor(this.share() * items.length)] ?? items[0];
  }
}
