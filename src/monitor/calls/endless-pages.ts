import { goesInCircles, NO_PAGES, type PageTrail, trailAfterPage } from '../../logs/sweeping/page-trail.ts';
import { type RawText, rawText } from '../../terminal/text.ts';
import type { SourceError } from '../source-error.ts';

/** The error name for an answer whose pages never end. */
export const ENDLESS_PAGES = 'EndlessPages';

/** Enough for fifty thousand functions; no list that lmon reads is longer, and no metrics request has a tenth of it. */
const MOST_PAGES = 1_000;

export function endlessPages(action: string): SourceError {
  return {
    kind: 'malformed',
    action,
    name: rawText(ENDLESS_PAGES),
    message: rawText('its pages never end: the tokens lead in circles, or nowhere'),
  };
}

/** Watches the tokens of one list; `next` returns an error for a list that won't end, null while all is well. */
export function createPageWatch(action: string): { next(token: RawText | null): SourceError | null } {
  let trail: PageTrail = NO_PAGES;
  return {
    next(token) {
      const isEndless = token !== null && (trail.pages + 1 >= MOST_PAGES || goesInCircles(trail, token));
      trail = trailAfterPage(trail, token);
      return isEndless ? endlessPages(action) : null;
    },
  };
}
