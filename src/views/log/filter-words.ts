/** A word of a filter as it was typed: lines must contain it, or after a `!`, must not. */
export interface FilterWord {
  readonly word: string;
  readonly isExcluded: boolean;
}

/** A `!` alone is still being typed. */
export function filterWords(typed: string): readonly FilterWord[] {
  return typed
    .split(/\s+/)
    .map((each) => ({ word: each.replace(/^!/, ''), isExcluded: each.startsWith('!') }))
    .filter(({ word }) => word !== '');
}
