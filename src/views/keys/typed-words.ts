import type { KeyPress } from './keys.ts';

/** What a key makes of words that are being typed in a row of the screen. */
export type TypedWords =
  | { readonly kind: 'typing'; readonly words: string }
  | { readonly kind: 'entered'; readonly words: string }
  | { readonly kind: 'left' };

/** A paste that was meant for another window is no note. */
const LONGEST = 400;

export function wordsAfterKey(words: string, press: KeyPress): TypedWords {
  if (press.isEscape || (press.isBackspace && words === '')) return { kind: 'left' };
  if (press.isReturn) {
    const entered = words.trim();
    return entered === '' ? { kind: 'left' } : { kind: 'entered', words: entered };
  }
  return { kind: 'typing', words: editedWords(words, press).slice(0, LONGEST) };
}

/** The words with what a key types, or without what it takes away. An emoji is one character, although it takes two of the text's. */
export function editedWords(words: string, press: KeyPress): string {
  if (press.erasesLine) return '';
  return press.isBackspace ? Array.from(words).slice(0, -1).join('') : words + press.character;
}
