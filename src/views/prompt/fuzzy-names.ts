import fuzzysort from 'fuzzysort';

/** The names that have the letters of `typed` in order, best match first; all of them where nothing is typed. */
export function matchingNames(typed: string, names: readonly string[]): readonly string[] {
  return typed === '' ? names : fuzzysort.go(typed, names).map(({ target }) => target);
}
