import type { Line } from '../../terminal/line.ts';
import { groupedText } from '../../terminal/quantity.ts';
import { safe, safeText } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import { strong, toned } from '../../terminal/words.ts';
import type { Action } from '../keys/key-action.ts';
import { keyOf } from '../keys/key-label.ts';
import type { TailScene } from './tail-scene.ts';

/** The row above the footer: what the last key found out, or what is looked for. */
export function promptLine({ state, matchCount, look }: TailScene): Line {
  const { says, find, typedWords } = state;
  if (says !== null) return [toned('warn', says)];
  if (typedWords !== null) {
    const cursor = { ...toned('focus', safe` `), marked: true as const };
    const keys = toned('dim', safe`   ! leaves out  enter filters  esc goes back`);
    return [strong(safe`only lines with `, 'focus'), toned('fact', safeText(typedWords)), cursor, keys];
  }
  if (find === null) return [];
  const key = (action: Action) => keyOf(action, look.keymap);
  const words = toned('fact', safeText(find.words));
  if (find.isTyping) {
    const cursor = { ...toned('focus', safe` `), marked: true as const };
    return [
      strong(safe`find `, 'focus'),
      words,
      cursor,
      toned('dim', safe`   ${countWords(matchCount)}enter finds  esc clears`),
    ];
  }
  return [
    strong(safe`find `, 'focus'),
    words,
    toned(
      'dim',
      safe`   ${countWords(matchCount)}${key('nextMatch')} next  ${key('previousMatch')} previous  ${key('back')} clears`,
    ),
  ];
}

function countWords(matchCount: number | null): SafeText {
  if (matchCount === null) return safe``;
  return matchCount === 1 ? safe`1 line says so   ` : safe`${groupedText(matchCount)} lines say so   `;
}
