import type { RawText } from '../../terminal/text.ts';

/**
 * What is remembered of the tokens of a paged answer, so that one that goes in circles is noticed: a single token,
 * however many pages there are. A circle is found within three rounds.
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

/** Whether a page with this token for the next one leads back to a page that was read before. */
export function goesInCircles({ landmark }: PageTrail, nextToken: RawText | null): boolean {
  return nextToken !== null && nextToken === landmark;
}
