import type { Line } from '../../terminal/line.ts';
import { groupedText } from '../../terminal/quantity.ts';
import { safe } from '../../terminal/safe-text.ts';
import { toned } from '../../terminal/words.ts';
import type { KeyBinding } from '../keys/key-binding.ts';
import { keyOf } from '../keys/key-label.ts';

/** Why the list is shorter than the account, longest form first: `z shows 899 more idle`, `z +899 idle`; none if it is not. */
export function foldedWords(count: number, keymap: readonly KeyBinding[]): readonly Line[] {
  if (count === 0) return [];
  const key = toned('focus', keyOf('idle', keymap));
  const idle = safe`${groupedText(count)} idle`;
  return [
    [key, toned('dim', safe` shows ${groupedText(count)} more idle`)],
    [key, toned('dim', safe` +${idle}`)],
    [toned('dim', safe`+${idle}`)],
  ];
}
