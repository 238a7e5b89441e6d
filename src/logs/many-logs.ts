import type { RawText } from '../terminal/text.ts';

/** Of which logs something is told at once. */
export interface ManyLogs {
  readonly logCount: number;
  /** What they are called, where they are few. */
  readonly logNames?: readonly RawText[] | undefined;
}

/** More names would say less than how many they are. */
const FEW = 3;

/** How many they are, and where they are few what they are called. */
export function manyLogs(names: readonly RawText[]): ManyLogs {
  return { logCount: names.length, ...(areFew(names.length) ? { logNames: names.toSorted() } : {}) };
}

export function areFew(logCount: number): boolean {
  return logCount > 0 && logCount <= FEW;
}
