import { nearestWord } from './nearest-word.ts';

const MOST_NAMES = 3;
/** Nearly every name contains fewer letters than this. */
const TELLING_LETTERS = 3;

/**
 * The names that someone may have meant by `word`: those that contain it, shortest first, or the one most like it, in
 * full or in its first parts: `chekout` is meant for `checkout-api`.
 */
export function nearestNames(word: string, names: readonly string[]): readonly string[] {
  const wanted = word.toLowerCase();
  const containing = names
    .filter((name) => wanted.length >= TELLING_LETTERS && name.toLowerCase().includes(wanted))
    .toSorted((a, b) => a.length - b.length || (a < b ? -1 : 1));
  if (containing.length > 0) return containing.slice(0, MOST_NAMES);
  return likest(wanted, names, (name) => [name]) ?? likest(wanted, names, firstParts) ?? [];
}

function likest(
  wanted: string,
  names: readonly string[],
  waysToSay: (name: string) => readonly string[],
): readonly string[] | null {
  const said = names.map((name) => waysToSay(name.toLowerCase()));
  const nearest = nearestWord(wanted, said.flat());
  if (nearest === null) return null;
  return names.filter((_, place) => said[place]?.includes(nearest)).slice(0, MOST_NAMES);
}

/** `order`, `order-stream` for `order-stream-consumer`: what people usually type. */
function firstParts(name: string): readonly string[] {
  const ends = [...name.matchAll(/[-_]/g)].map(({ index }) => index);
  return ends.map((end) => name.slice(0, end)).filter((part) => part.length >= TELLING_LETTERS);
}
