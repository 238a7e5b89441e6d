/** The end of a complaint about a word that is none, which names what may have been meant; empty where nothing is near. */
export function didYouMean(words: readonly string[]): string {
  return words.length === 0 ? '' : `; did you mean ${words.join(' or ')}?`;
}
