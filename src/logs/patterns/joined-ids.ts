/** Ids, some of which turn out to mean the same and are merged. Bounded: which were merged first is forgotten. */
export class JoinedIds {
  readonly #most: number;
  readonly #joinedTo = new Map<number, number>();
  #count = 0;

  /** @param most how many are remembered that stand for another */
  constructor(most: number) {
    this.#most = most;
  }

  next(): number {
    this.#count += 1;
    return this.#count - 1;
  }

  /** The id that `id` stands for now. */
  current(id: number): number {
    const into = this.#joinedTo.get(id);
    if (into === undefined) return id;
    const current = this.current(into);
    if (current !== into) this.#joinedTo.set(id, current);
    return current;
  }

  /** Merges both under the older id, and returns that. */
  join(one: number, other: number): number {
    const kept = Math.min(this.current(one), this.current(other));
    const given = Math.max(this.current(one), this.current(other));
    if (kept !== given) this.#joinedTo.set(given, kept);
    for (const oldest of this.#joinedTo.keys()) {
      if (this.#joinedTo.size <= this.#most) break;
      this.#joinedTo.delete(oldest);
    }
    return kept;
  }
}
