/** A place in a row of values from which on they are others than before. */
export interface Change {
  /** The first value that is changed. */
  readonly place: number;
  /** What was usual before it and what is after it, in the unit of the row; of counts a share, or a count a value. */
  readonly before: number;
  readonly after: number;
  /** By how much the change makes the row likelier, as a natural logarithm. */
  readonly gain: number;
}

/** A gain that chance alone hardly reaches at any one place of a quiet row. */
export const LEAST_GAIN = 9;

/** How sure a change is, from 0 to 1: one half where it is only just told. */
export function confidenceOf(gain: number, least = LEAST_GAIN): number {
  return gain <= 0 ? 0 : gain / (gain + least);
}

/** What rises or falls by less is within what a day brings, however sure it is. */
const LEAST_PART = 0.1;

export function isWorthTelling({ before, after }: Pick<Change, 'before' | 'after'>): boolean {
  return Math.abs(after - before) >= LEAST_PART * Math.min(Math.abs(before), Math.abs(after));
}
