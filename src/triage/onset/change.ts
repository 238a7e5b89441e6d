/** A position in a series from which on its values differ. */
export interface Change {
  /** The index of the first changed value. */
  readonly place: number;
  /** The usual values before and after, in the series' unit; for counts a share, or a count per value. */
  readonly before: number;
  readonly after: number;
  /** How much likelier the change makes the series (natural logarithm). */
  readonly gain: number;
}

/** A gain that chance hardly reaches at a given position of a quiet series. */
export const LEAST_GAIN = 9;

/** The certainty of a change, 0 to 1: one half where it is only just detected. */
export function confidenceOf(gain: number, least = LEAST_GAIN): number {
  return gain <= 0 ? 0 : gain / (gain + least);
}

/** Smaller rises and falls are within a day's variation, however certain. */
const LEAST_PART = 0.1;

export function isWorthTelling({ before, after }: Pick<Change, 'before' | 'after'>): boolean {
  return Math.abs(after - before) >= LEAST_PART * Math.min(Math.abs(before), Math.abs(after));
}
