import type { Clipboard } from '../../terminal/clipboard.ts';
import type { Line } from '../../terminal/line.ts';
import { safe, safeText } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import { strong, toned } from '../../terminal/words.ts';
import type { KeyPress } from '../keys/keys.ts';

/** One thing that can be copied from what is at hand. */
export interface Copyable {
  /** The key that copies it while the menu is open. */
  readonly key: string;
  /** As the menu names it: `request id`. */
  readonly name: SafeText;
  readonly lines: readonly SafeText[];
}

/** What `y` shows in the last row of a screen, and what was copied last. */
export type CopyMenu =
  | { readonly kind: 'closed' }
  | { readonly kind: 'open'; readonly choices: readonly Copyable[] }
  /** What became of it, until the next key. */
  | { readonly kind: 'answer'; readonly says: Line };

export const CLOSED_MENU: CopyMenu = { kind: 'closed' };

export function openedMenu(choices: readonly Copyable[]): CopyMenu {
  return choices.length === 0
    ? { kind: 'answer', says: [toned('warn', safe`nothing here to copy`)] }
    : { kind: 'open', choices };
}

/** What a key makes of the menu. While it is open it takes every key: one that copies nothing closes it. */
export interface MenuAfterKey {
  readonly menu: CopyMenu;
  readonly isTaken: boolean;
  /** What is to be copied. */
  readonly chosen: Copyable | null;
}

export function menuAfterKey(menu: CopyMenu, press: KeyPress): MenuAfterKey {
  if (menu.kind !== 'open') return { menu: CLOSED_MENU, isTaken: false, chosen: null };
  const chosen = menu.choices.find(({ key }) => key === press.character) ?? null;
  return { menu: CLOSED_MENU, isTaken: true, chosen };
}

/** The last row of the screen as long as it belongs to the menu; null gives it back to the screen. */
export function menuLine(menu: CopyMenu): Line | null {
  switch (menu.kind) {
    case 'closed':
      return null;
    case 'answer':
      return menu.says;
    case 'open':
      return [
        toned('dim', safe`copy`),
        ...menu.choices.flatMap(({ key, name }) => hintOf(safeText(key), name)),
        toned('fact', safe`  `),
        toned('focus', safe`esc`),
      ];
  }
}

function hintOf(key: SafeText, says: SafeText): Line {
  return [toned('fact', safe`  `), toned('focus', key), toned('dim', safe` ${says}`)];
}

/** What an effect at the edge says of the clipboard: who took the text, and how much of it. */
export interface CopyOutcome {
  readonly taker: Clipboard;
  readonly isCut: boolean;
}

/** What was copied, in a line; where nobody takes it, at least it can be read and marked by hand. */
export function copiedLine({ name, lines }: Copyable, { taker, isCut }: CopyOutcome): Line {
  const [first = safe``] = lines;
  const shown = lines.length === 1 ? first : safe`${lines.length} lines`;
  if (taker === 'none') {
    return [strong(safe`no clipboard here`, 'warn'), toned('fact', safe`  ${shown}`)];
  }
  const part = isCut ? safe`, the first 70 kB` : safe``;
  const way = taker === 'tmux' ? safe`, if tmux has set-clipboard on` : safe``;
  return [strong(safe`copied ${name}`, 'focus'), toned('dim', safe`${part}${way}  `), toned('fact', shown)];
}
