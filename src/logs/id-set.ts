import { printOf } from './text-print.ts';

/**
 * A set of ids that takes a sixth of the memory of `Set<string>`: it keeps a 52-bit hash of each. Two ids in a set may
 * collide: with 5,000 ids, once in 360 million sets.
 */
export interface IdSet {
  has(id: string): boolean;
  /** @returns whether it was not there before */
  add(id: string): boolean;
  readonly size: number;
}

const FIRST_SLOTS = 16;
const EMPTY = 0;

export function createIdSet(): IdSet {
  let slots = new Float64Array(FIRST_SLOTS);
  let size = 0;

  /** The slot of the hash, or the free slot for it. */
  const slotOf = (print: number, among: Float64Array): number => {
    const mask = among.length - 1;
    let slot = print & mask;
    while (among[slot] !== EMPTY && among[slot] !== print) slot = (slot + 1) & mask;
    return slot;
  };

  const makeRoom = () => {
    const roomier = new Float64Array(2 * slots.length);
    for (const print of slots) if (print !== EMPTY) roomier[slotOf(print, roomier)] = print;
    slots = roomier;
  };

  return {
    has(id) {
      const print = printOf(id);
      return slots[slotOf(print, slots)] === print;
    },
    add(id) {
      const print = printOf(id);
      const slot = slotOf(print, slots);
      if (slots[slot] === print) return false;
      slots[slot] = print;
      size += 1;
      if (2 * size > slots.length) makeRoom();
      return true;
    },
    get size() {
      return size;
    },
  };
}
