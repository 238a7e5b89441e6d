import fuzzysort from 'fuzzysort';

/** The names that contain the letters of `typed` in order, best match first; all names where nothing is typed. */
export function matchingNames(typed: string, names: readonly string[]): readonly string[] {
  return typed === '' ? names : fuzzysort.go(typed, names).map(({ target }) => target);
}
