/** Ids, some of which turn out to mean the same and are merged. */
export class JoinedIds {
  readonly #joinedTo: number[] = [];

  next(): number {
    const id = this.#joinedTo.length;
    this.#joinedTo.push(id);
    return id;
  }

  /** The id that `id` stands for now. */
  current(id: number): number {
    let current = id;
    while (this.#joinedTo[current] !== current) current = this.#joinedTo[current] ?? current;
    this.#joinedTo[id] = current;
    return current;
  }

  /** Merges both under the older id. Null where they were merged already. */
  join(one: number, other: number): { readonly kept: number; readonly given: number } | null {
    const kept = Math.min(this.current(one), this.current(other));
    const given = Math.max(this.current(one), this.current(other));
    if (kept === given) return null;
    this.#joinedTo[given] = kept;
    return { kept, given };
  }
}
