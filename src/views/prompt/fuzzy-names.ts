import fuzzysort from 'fuzzysort';

/** A bad match too: another letter must never add a name that fewer letters did not offer. */
const EVERY_MATCH = { threshold: 0 };

/** The names that contain the letters of `typed` in order, best match first; all names where nothing is typed. */
export function matchingNames(typed: string, names: readonly string[]): readonly string[] {
  return typed === '' ? names : fuzzysort.go(typed, names, EVERY_MATCH).map(({ target }) => target);
}
