import type { RawText } from '../../terminal/text.ts';

/**
 * Detects paging tokens that go in circles, keeping a single token however many pages there are. A circle is found
 * within three rounds.
 *
 * @see https://en.wikipedia.org/wiki/Cycle_detection#Brent's_algorithm
 */
export interface PageTrail {
  readonly pages: number;
  /** The token of the last page whose number was a power of two. */
  readonly landmark: RawText | null;
}

export const NO_PAGES: PageTrail = { pages: 0, landmark: null };

export function trailAfterPage({ pages, landmark }: PageTrail, nextToken: RawText | null): PageTrail {
  const number = pages + 1;
  return { pages: number, landmark: Number.isInteger(Math.log2(number)) ? nextToken : landmark };
}

/** Whether this next-page token leads back to a page already read. */
export function goesInCircles({ landmark }: PageTrail, nextToken: RawText | null): boolean {
  return nextToken !== null && nextToken === landmark;
}
