import type { Clipboard } from '../../../terminal/clipboard.ts';
import { blanks } from '../../../terminal/display-width.ts';
import type { Line } from '../../../terminal/line.ts';
import { cutLine, lineWidth } from '../../../terminal/line-layout.ts';
import { safe, safeText } from '../../../terminal/safe-text.ts';
import type { SafeText } from '../../../terminal/text.ts';
import { strong, toned } from '../../../terminal/words.ts';
import { wrappedLine } from '../../../terminal/wrapped-line.ts';
import type { KeyPress } from '../../keys/key-press.ts';

/** Something that can be copied. */
export interface Copyable {
  /** The key that copies it while the menu is open. */
  readonly key: string;
  /** Its name in the menu: `request id`. */
  readonly name: SafeText;
  /** Why this was copied instead of what the key usually copies; shown after the confirmation. */
  readonly because?: SafeText;
  readonly lines: readonly SafeText[];
}

/** What `y` shows in the last row, and the last copy. */
export type CopyMenu =
  | { readonly kind: 'closed' }
  | { readonly kind: 'open'; readonly choices: readonly Copyable[] }
  /** The result, until the next key. */
  | {
      readonly kind: 'answer';
      readonly says: Line;
      /** The copied text, to be read or selected by hand; null for several lines. */
      readonly text: Line | null;
      /** Whether the clipboard did not take it, so that it can only be selected. */
      readonly isOnlyShown: boolean;
    };

export const CLOSED_MENU: CopyMenu = { kind: 'closed' };

export function openedMenu(choices: readonly Copyable[]): CopyMenu {
  return choices.length === 0
    ? { kind: 'answer', says: [toned('warn', safe`nothing here to copy`)], text: null, isOnlyShown: true }
    : { kind: 'open', choices };
}

/** The effect of a key on the menu. While open it takes every key: one that copies nothing closes it. */
export interface MenuAfterKey {
  readonly menu: CopyMenu;
  readonly isTaken: boolean;
  /** What to copy. */
  readonly chosen: Copyable | null;
}

export function menuAfterKey(menu: CopyMenu, press: KeyPress): MenuAfterKey {
  if (menu.kind !== 'open') return { menu: CLOSED_MENU, isTaken: false, chosen: null };
  const chosen = menu.choices.find(({ key }) => key === press.character) ?? null;
  return { menu: CLOSED_MENU, isTaken: true, chosen };
}

/** A console link fits even on the narrowest screen; a log line may not. */
const MOST_ROWS = 8;

/** The last rows while they belong to the menu; null returns them to the screen. */
export function menuRows(menu: CopyMenu, width: number): readonly Line[] | null {
  switch (menu.kind) {
    case 'closed':
      return null;
    case 'answer':
      return menu.text === null ? [menu.says] : answerRows(menu.says, menu.text, menu.isOnlyShown, width);
    case 'open':
      return choiceRows(menu.choices, width);
  }
}

const TITLE = safe`copy`;

/** In as many rows as needed: a hidden choice could not be made. The second one covers a row of the screen. */
function choiceRows(choices: readonly Copyable[], width: number): readonly Line[] {
  const title: Line = [toned('dim', TITLE)];
  const copied = choices.map(({ key, name }) => hintOf(safeText(key), name));
  const closes = hintOf(safe`esc`, safe`closes`);
  const inOne = [closes, closes.slice(0, -1)]
    .map((way) => [...title, ...copied.flat(), ...way])
    .find((row) => lineWidth(row) <= width);
  if (inOne !== undefined) return [inOne];
  const hints = [...copied, closes];
  const rows: Line[] = [title];
  for (const hint of hints) {
    const row = rows.at(-1) ?? [];
    if (lineWidth(row) + lineWidth(hint) <= width) rows[rows.length - 1] = [...row, ...hint];
    else rows.push([toned('fact', blanks(TITLE.length)), ...hint]);
  }
  return rows;
}

/**
 * On rows of its own where it does not fit on one, so that it can be selected without the words before it. No terminal
 * confirms that it took a copy, so a link is always shown in full.
 */
function answerRows(says: Line, text: Line, isOnlyShown: boolean, width: number): readonly Line[] {
  const inOne = [...says, toned('fact', safe`  `), ...text];
  if (lineWidth(inOne) <= width) return [inOne];
  // A log line may have 256 kB: no more is wrapped than can be shown.
  const rows = [says, ...wrappedLine(cutLine(text, MOST_ROWS * width), width)];
  if (rows.length <= MOST_ROWS) return rows;
  return isOnlyShown ? [...rows.slice(0, MOST_ROWS - 1), [toned('dim', safe`...`)]] : [inOne];
}

function hintOf(key: SafeText, says: SafeText): Line {
  return [toned('fact', safe`  `), toned('focus', key), toned('dim', safe` ${says}`)];
}

/** Result of the clipboard effect: what took the text, and how much of it. */
export interface CopyOutcome {
  readonly taker: Clipboard;
  readonly isCut: boolean;
}

/** What was copied; if the clipboard did not take it, it can at least be read and selected. */
export function copiedAnswer({ name, because, lines }: Copyable, { taker, isCut }: CopyOutcome): CopyMenu {
  const [first = safe``] = lines;
  const text: Line = [toned('fact', lines.length === 1 ? first : safe`${lines.length} lines`)];
  if (taker === 'none')
    return { kind: 'answer', says: [strong(safe`no clipboard here`, 'warn')], text, isOnlyShown: true };
  const part = isCut ? safe`, the first 70 kB` : safe``;
  // tmux drops it by default, and does not tell programs inside it what it does with the text.
  const done = taker === 'tmux' ? safe`${name} sent to tmux` : safe`copied ${name}`;
  const condition = taker === 'tmux' ? safe`; taken only with set-clipboard on` : safe``;
  const reason = because === undefined ? safe`` : safe`: ${because}`;
  return {
    kind: 'answer',
    says: [strong(done, 'focus'), toned('dim', safe`${part}${reason}${condition}`)],
    text,
    isOnlyShown: false,
  };
}
