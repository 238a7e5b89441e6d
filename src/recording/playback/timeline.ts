import type { EpochMs } from '../../lambda/time.ts';
import { partitionPoint } from './partition-point.ts';

/** Values in the order in which they were recorded. */
export interface Timeline<Value> {
  add(atMs: EpochMs, value: Value): void;
  /** The last value by `nowMs`, optionally of those that `isWanted`. */
  lastBy(nowMs: EpochMs, isWanted?: (value: Value) => boolean): Timed<Value> | null;
  /** When the next value comes, optionally of those that `isWanted`; null for none, or none by `throughMs`. */
  nextAfter(nowMs: EpochMs, isWanted?: (value: Value) => boolean, throughMs?: EpochMs): EpochMs | null;
  /** All values by `nowMs`. */
  valuesBy(nowMs: EpochMs): readonly Value[];
  /** All values ever recorded. */
  values(): readonly Value[];
}

export interface Timed<Value> {
  readonly atMs: EpochMs;
  readonly value: Value;
}

/** Null for none. */
export function earliestOf(times: readonly (EpochMs | null)[]): EpochMs | null {
  return times.reduce((firstMs, each) => (each === null ? firstMs : Math.min(each, firstMs ?? each)), null);
}

export function createTimeline<Value>(): Timeline<Value> {
  const said: Timed<Value>[] = [];
  /** The number of values by then. */
  const countBy = (nowMs: EpochMs) => partitionPoint(said, ({ atMs }) => atMs <= nowMs);
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
    valuesBy: (nowMs) => said.slice(0, countBy(nowMs)).map(({ value }) => value),
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
