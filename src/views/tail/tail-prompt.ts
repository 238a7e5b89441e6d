import type { Line, Span } from '../../terminal/line.ts';
import { groupedText } from '../../terminal/quantity.ts';
import { safe, safeText } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import { strong, toned } from '../../terminal/words.ts';
import type { Action } from '../keys/key-action.ts';
import { keyOf } from '../keys/key-label.ts';
import { type KeyHint, typedLine, withHints } from '../parts/typed-line.ts';
import type { TailScene } from './tail-scene.ts';

const CURSOR: Span = { ...toned('focus', safe` `), marked: true };

/** The row above the footer: a message of the last key, or the search. */
export function promptLine({ state, matchCount, look }: TailScene, width: number): Line {
  const { says, find, typedWords } = state;
  if (says !== null) return [toned('warn', says)];
  const { ellipsis } = look.glyphs;
  if (typedWords !== null) {
    const label = strong(safe`only lines with `, 'focus');
    const line = typedLine({ label, text: safeText(typedWords), cursor: CURSOR }, width, ellipsis);
    const hints: readonly KeyHint[] = [
      [safe`enter`, safe`filters`],
      [safe`esc`, safe`goes back`],
      [safe`!`, safe`leaves out`],
    ];
    return withHints(line, hints, width);
  }
  if (find === null) return [];
  const key = (action: Action) => keyOf(action, look.keymap);
  const count = countWords(matchCount);
  const cursor = find.isTyping ? CURSOR : toned('fact', safe``);
  const typed = { label: strong(safe`find `, 'focus'), text: safeText(find.words), cursor };
  const line = [...typedLine(typed, width - count.length, ellipsis), toned('dim', count)];
  const hints: readonly KeyHint[] = find.isTyping
    ? [
        [safe`enter`, safe`finds`],
        [safe`esc`, safe`clears`],
      ]
    : [
        [key('nextMatch'), safe`next`],
        [key('previousMatch'), safe`previous`],
        [key('back'), safe`clears`],
      ];
  return withHints(line, hints, width);
}

function countWords(matchCount: number | null): SafeText {
  if (matchCount === null) return safe``;
  return matchCount === 1 ? safe`   1 line says so` : safe`   ${groupedText(matchCount)} lines say so`;
}
