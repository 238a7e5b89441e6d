import type { RawText } from '../terminal/text.ts';

/** A part of a list that AWS sends page by page. */
export interface Page<Item> {
  readonly items: readonly Item[];
  /** Fetches the next page; null ends the list. A page may be empty and still carry a token. */
  readonly nextToken: RawText | null;
}
