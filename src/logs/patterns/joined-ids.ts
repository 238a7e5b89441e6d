/** Ids of which some turn out to stand for the same. */
export class JoinedIds {
  readonly #joinedTo: number[] = [];

  next(): number {
    const id = this.#joinedTo.length;
    this.#joinedTo.push(id);
    return id;
  }

  /** Which id stands for `id` by now. */
  current(id: number): number {
    let current = id;
    while (this.#joinedTo[current] !== current) current = this.#joinedTo[current] ?? current;
    this.#joinedTo[id] = current;
    return current;
  }

  /** The older stands for both. Null where it did already. */
  join(one: number, other: number): { readonly kept: number; readonly given: number } | null {
    const kept = Math.min(this.current(one), this.current(other));
    const given = Math.max(this.current(one), this.current(other));
    if (kept === given) return null;
    this.#joinedTo[given] = kept;
    return { kept, given };
  }
}
