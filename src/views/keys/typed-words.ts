import type { KeyPress } from './key-press.ts';

/** The effect of a key on text being typed in a row of the screen. */
export type TypedWords =
  | { readonly kind: 'typing'; readonly words: string }
  | { readonly kind: 'entered'; readonly words: string }
  | { readonly kind: 'left' };

/** A paste meant for another window is no note. */
const LONGEST = 400;

export function wordsAfterKey(words: string, press: KeyPress): TypedWords {
  if (press.isEscape || (press.isBackspace && words === '')) return { kind: 'left' };
  if (press.isReturn) {
    const entered = words.trim();
    return entered === '' ? { kind: 'left' } : { kind: 'entered', words: entered };
  }
  return { kind: 'typing', words: editedWords(words, press).slice(0, LONGEST) };
}

/**
 * The text with a key's character added, or without what it erases. An emoji is one character, although it takes two
 * UTF-16 units.
 */
export function editedWords(words: string, press: KeyPress): string {
  if (press.erasesLine) return '';
  return press.isBackspace ? Array.from(words).slice(0, -1).join('') : words + press.character;
}
