import type { Line, Span } from '../../../terminal/line.ts';
import { groupedText } from '../../../terminal/quantity.ts';
import { safe, safeText } from '../../../terminal/safe-text.ts';
import type { SafeText } from '../../../terminal/text.ts';
import { strong, toned } from '../../../terminal/words.ts';
import type { Action } from '../../keys/key-action.ts';
import { keyOf } from '../../keys/key-label.ts';
import { innerWidth } from '../../parts/frame/margin.ts';
import { type KeyHint, typedLine, withHints } from '../../parts/typed-line.ts';
import { itemMatcher } from '../state/tail-find.ts';
import { itemLines } from './item-lines.ts';
import { layoutOf } from './tail-layout.ts';
import type { TailScene } from './tail-scene.ts';

const CURSOR: Span = { ...toned('focus', safe` `), marked: true };

/** The row above the footer: a message of the last key, or the search. */
export function promptLine(scene: TailScene, width: number): Line {
  const { state, matchCount, look } = scene;
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
  const cut = find.isTyping || !isMatchCut(scene) ? safe`` : safe`, this one in a part that is not shown`;
  const said = safe`${count}${cut}`;
  const line = [...typedLine(typed, width - said.length, ellipsis), toned('dim', said)];
  const hints: readonly KeyHint[] = find.isTyping
    ? [
        [safe`enter`, safe`finds`],
        [safe`esc`, safe`clears`],
      ]
    : [
        ...(cut === '' ? [] : [[key('wrap'), safe`wraps`] as const]),
        [key('nextMatch'), safe`next`],
        [key('previousMatch'), safe`previous`],
        [key('back'), safe`clears`],
      ];
  return withHints(line, hints, width);
}

/** Whether the line under the cursor says the words, but only beyond the part of it that is shown. */
function isMatchCut(scene: TailScene): boolean {
  const { items, window, state, columns, snapshot, look } = scene;
  const item = window.cursor === null ? undefined : items[window.cursor - window.first];
  if (item?.type !== 'event' || state.find === null || !itemMatcher(state.find.words)(item)) return false;
  // Every row has the beginning of its request id, and no row more of it.
  if (item.line.requestId?.toLowerCase().includes(state.find.words.toLowerCase())) return false;
  const drawn = itemLines(item, layoutOf(innerWidth(columns), snapshot, look.glyphs), scene);
  return !drawn.some((line) => line.some(({ marked }) => marked === true));
}

function countWords(matchCount: number | null): SafeText {
  if (matchCount === null) return safe``;
  return matchCount === 1 ? safe`   1 line says so` : safe`   ${groupedText(matchCount)} lines say so`;
}
