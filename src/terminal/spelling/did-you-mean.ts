import { either } from './either.ts';

/** The end of a complaint about an unknown word, with similar words; empty without any. */
export function didYouMean(words: readonly string[]): string {
  return words.length === 0 ? '' : `; did you mean ${either(words)}?`;
}
