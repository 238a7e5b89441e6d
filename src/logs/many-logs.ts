import type { RawText } from '../terminal/text.ts';

/** The logs that one notice covers. */
export interface ManyLogs {
  readonly logCount: number;
  /** Their names, where they are few. */
  readonly logNames?: readonly RawText[] | undefined;
}

/** For more logs, their number is clearer than their names. */
const FEW = 3;

/** Their number, and their names where they are few. */
export function manyLogs(names: readonly RawText[]): ManyLogs {
  return { logCount: names.length, ...(areFew(names.length) ? { logNames: names.toSorted() } : {}) };
}

export function areFew(logCount: number): boolean {
  return logCount > 0 && logCount <= FEW;
}
