import * as v from 'valibot';
import { readToken, writeToken } from './opaque-token.ts';

/** The part of a list from `nextToken` on; null if the token does not belong to this list. */
export function listPage<Item>(
  items: readonly Item[],
  limit: number,
  nextToken: string | undefined,
  requestPrint: string,
): { readonly items: readonly Item[]; readonly nextToken?: string } | null {
  const start = nextToken === undefined ? 0 : readToken(nextToken, requestPrint, v.number());
  if (start === null) return null;
  const end = start + limit;
  return {
    items: items.slice(start, end),
    ...(end < items.length ? { nextToken: writeToken(end, requestPrint) } : {}),
  };
}
