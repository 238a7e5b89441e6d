/** From here on the head that was taken is cut off. */
const LONGEST_HEAD = 1_024;

/** First in, first out. */
export class Fifo<Item> {
  #items: Item[] = [];
  #taken = 0;

  get length(): number {
    return this.#items.length - this.#taken;
  }

  get first(): Item | undefined {
    return this.#items[this.#taken];
  }

  add(item: Item): void {
    this.#items.push(item);
  }

  take(): Item | undefined {
    const item = this.#items[this.#taken];
    if (item === undefined) return undefined;
    this.#taken++;
    if (this.#taken > LONGEST_HEAD && this.#taken * 2 > this.#items.length) {
      this.#items = this.#items.slice(this.#taken);
      this.#taken = 0;
    }
    return item;
  }

  *[Symbol.iterator](): Generator<Item> {
    for (let index = this.#taken; index < this.#items.length; index++) {
      const item = this.#items[index];
      if (item !== undefined) yield item;
    }
  }
}
