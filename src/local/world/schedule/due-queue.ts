import type { EpochMs } from '../../../lambda/time.ts';

interface Due {
  readonly dueMs: EpochMs;
}

/** Hands out items when they are due, the earliest first; of two at the same moment, the one that was added first. */
export class DueQueue<Item extends Due> {
  readonly #heap: { readonly item: Item; readonly order: number }[] = [];
  #added = 0;

  /** Infinity if it is empty. */
  get nextMs(): EpochMs {
    return this.#heap[0]?.item.dueMs ?? Infinity;
  }

  get length(): number {
    return this.#heap.length;
  }

  add(item: Item): void {
    const heap = this.#heap;
    const entry = { item, order: this.#added++ };
    let position = heap.length;
    heap.push(entry);
    while (position > 0) {
      const above = (position - 1) >> 1;
      const parent = heap[above];
      if (parent === undefined || isBefore(parent, entry)) break;
      heap[position] = parent;
      position = above;
    }
    heap[position] = entry;
  }

  /** The earliest item, if it is due. */
  take(nowMs: EpochMs): Item | null {
    const heap = this.#heap;
    const first = heap[0];
    if (first === undefined || first.item.dueMs > nowMs) return null;
    const last = heap.pop();
    if (last !== undefined && heap.length > 0) this.#sink(last);
    return first.item;
  }

  #sink(entry: { readonly item: Item; readonly order: number }): void {
    const heap = this.#heap;
    let position = 0;
    for (;;) {
      const left = heap[2 * position + 1];
      if (left === undefined) break;
      const right = heap[2 * position + 2];
      const isRight = right !== undefined && isBefore(right, left);
      const below = isRight ? right : left;
      if (!isBefore(below, entry)) break;
      heap[position] = below;
      position = 2 * position + (isRight ? 2 : 1);
    }
    heap[position] = entry;
  }
}

interface Entry {
  readonly item: Due;
  readonly order: number;
}

function isBefore(one: Entry, other: Entry): boolean {
  return (
    one.item.dueMs < other.item.dueMs || (one.item.dueMs === other.item.dueMs && one.order < other.order)
  );
}
