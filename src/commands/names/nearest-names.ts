import { nearestWord } from '../../terminal/nearest-word.ts';

const MOST_NAMES = 3;
/** Fewer letters stand in nearly every name. */
const TELLING_LETTERS = 3;

/** The names that someone may have meant by `word`: those that contain it, shortest first, or the one most like it. */
export function nearestNames(word: string, names: readonly string[]): readonly string[] {
  const wanted = word.toLowerCase();
  const containing = names
    .filter((name) => wanted.length >= TELLING_LETTERS && name.toLowerCase().includes(wanted))
    .toSorted((a, b) => a.length - b.length || (a < b ? -1 : 1));
  if (containing.length > 0) return containing.slice(0, MOST_NAMES);
  const likest = nearestWord(
    wanted,
    names.map((name) => name.toLowerCase()),
  );
  return names.filter((name) => name.toLowerCase() === likest);
}
