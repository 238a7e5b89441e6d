import type { EpochMs } from '../lambda/time.ts';

/** What was said, in the order in which it was. */
export interface Timeline<Value> {
  add(atMs: EpochMs, value: Value): void;
  /** The last of what was said by `nowMs`, or of that which `isWanted`. */
  lastBy(nowMs: EpochMs, isWanted?: (value: Value) => boolean): Timed<Value> | null;
  /** When something is said next, or something that `isWanted`; null when nothing is, or not by `throughMs`. */
  nextAfter(nowMs: EpochMs, isWanted?: (value: Value) => boolean, throughMs?: EpochMs): EpochMs | null;
  /** All that was ever said. */
  values(): readonly Value[];
}

export interface Timed<Value> {
  readonly atMs: EpochMs;
  readonly value: Value;
}

export function createTimeline<Value>(): Timeline<Value> {
  const said: Timed<Value>[] = [];
  /** How many were said by then. */
  const countBy = (nowMs: EpochMs) => {
    let low = 0;
    let high = said.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((said[middle]?.atMs ?? 0) <= nowMs) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return {
    add: (atMs, value) => said.push({ atMs, value }),
    lastBy(nowMs, isWanted = () => true) {
      for (let index = countBy(nowMs) - 1; index >= 0; index -= 1) {
        const timed = said[index];
        if (timed !== undefined && isWanted(timed.value)) return timed;
      }
      return null;
    },
    values: () => said.map(({ value }) => value),
    nextAfter(nowMs, isWanted = () => true, throughMs = Number.MAX_VALUE) {
      for (let index = countBy(nowMs); index < said.length; index += 1) {
        const timed = said[index];
        if (timed === undefined || timed.atMs > throughMs) return null;
        if (isWanted(timed.value)) return timed.atMs;
      }
      return null;
    },
  };
}
