import { safe } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';

/** What a key can ask for. */
export type Action =
  | 'down'
  | 'up'
  | 'pageDown'
  | 'pageUp'
  | 'halfDown'
  | 'halfUp'
  | 'top'
  | 'bottom'
  | 'left'
  | 'right'
  | 'open'
  | 'back'
  | 'quit'
  | 'logs'
  | 'filter'
  | 'sort'
  | 'follow'
  | 'freeze'
  | 'nextError'
  | 'previousError'
  | 'refresh'
  | 'idle'
  | 'help';

export type ScreenName = 'fleet' | 'tail' | 'help';

/** One line of the keymap: what screens, help, footer and tests read. */
export interface KeyBinding {
  readonly action: Action;
  readonly keys: readonly Key[];
  readonly on: readonly ScreenName[];
  /** What the help says of it. */
  readonly says: SafeText;
  /** What the footer says of it; null keeps it out of the footer. */
  readonly hint: SafeText | null;
}

/** A character, or the name of a key that has none. */
export type Key =
  | { readonly character: string }
  | { readonly control: string }
  | {
      readonly named:
        | 'return'
        | 'escape'
        | 'upArrow'
        | 'downArrow'
        | 'leftArrow'
        | 'rightArrow'
        | 'pageUp'
        | 'pageDown'
        | 'home'
        | 'end';
    };

const char = (character: string): Key => ({ character });
const control = (letter: string): Key => ({ control: letter });
const named = (name: Extract<Key, { named: string }>['named']): Key => ({ named: name });

const ALL: readonly ScreenName[] = ['fleet', 'tail', 'help'];
const FLEET: readonly ScreenName[] = ['fleet'];
const TAIL: readonly ScreenName[] = ['tail'];

export const KEYMAP: readonly KeyBinding[] = [
  {
    action: 'open',
    keys: [named('return')],
    on: FLEET,
    says: safe`open the log of the function`,
    hint: safe`open`,
  },
  { action: 'logs', keys: [char('l')], on: FLEET, says: safe`log of the function at hand`, hint: safe`logs` },
  { action: 'follow', keys: [char('F')], on: TAIL, says: safe`follow new lines again`, hint: safe`follow` },
  {
    action: 'freeze',
    keys: [char('p')],
    on: TAIL,
    says: safe`freeze the view; new lines are counted`,
    hint: safe`freeze`,
  },
  { action: 'nextError', keys: [char('e')], on: TAIL, says: safe`next error`, hint: safe`next error` },
  { action: 'previousError', keys: [char('E')], on: TAIL, says: safe`previous error`, hint: null },
  {
    action: 'filter',
    keys: [char('/')],
    on: FLEET,
    says: safe`filter by name; ! leaves out, Esc clears`,
    hint: safe`filter`,
  },
  {
    action: 'sort',
    keys: [char('S')],
    on: FLEET,
    says: safe`sort: pick a column with left and right`,
    hint: safe`sort`,
  },
  { action: 'idle', keys: [char('z')], on: FLEET, says: safe`show or fold idle functions`, hint: safe`idle` },
  {
    action: 'refresh',
    keys: [char('r'), control('r')],
    on: FLEET,
    says: safe`ask AWS now`,
    hint: safe`refresh`,
  },
  { action: 'down', keys: [char('j'), named('downArrow')], on: ALL, says: safe`down one line`, hint: null },
  { action: 'up', keys: [char('k'), named('upArrow')], on: ALL, says: safe`up one line`, hint: null },
  {
    action: 'pageDown',
    keys: [char(' '), named('pageDown'), control('f')],
    on: ALL,
    says: safe`page down`,
    hint: null,
  },
  {
    action: 'pageUp',
    keys: [char('b'), named('pageUp'), control('b')],
    on: ALL,
    says: safe`page up`,
    hint: null,
  },
  { action: 'halfDown', keys: [control('d')], on: ALL, says: safe`half a page down`, hint: null },
  { action: 'halfUp', keys: [control('u')], on: ALL, says: safe`half a page up`, hint: null },
  { action: 'top', keys: [char('g'), named('home')], on: ALL, says: safe`first line`, hint: null },
  {
    action: 'bottom',
    keys: [char('G'), named('end')],
    on: ALL,
    says: safe`last line; in logs it also follows again`,
    hint: null,
  },
  {
    action: 'left',
    keys: [named('leftArrow')],
    on: ['fleet', 'tail'],
    says: safe`column or text to the left`,
    hint: null,
  },
  {
    action: 'right',
    keys: [named('rightArrow')],
    on: ['fleet', 'tail'],
    says: safe`column or text to the right`,
    hint: null,
  },
  {
    action: 'back',
    keys: [named('escape')],
    on: ALL,
    says: safe`back; clears a filter first`,
    hint: safe`back`,
  },
  { action: 'help', keys: [char('?')], on: ALL, says: safe`this help`, hint: safe`keys` },
  {
    action: 'quit',
    keys: [char('q')],
    on: ALL,
    says: safe`back; ends lmon at the first screen`,
    hint: safe`quit`,
  },
];

export function bindingsOn(screen: ScreenName): readonly KeyBinding[] {
  return KEYMAP.filter(({ on }) => on.includes(screen));
}

const KEY_LABELS: Readonly<Record<Extract<Key, { named: string }>['named'], SafeText>> = {
  return: safe`enter`,
  escape: safe`esc`,
  upArrow: safe`up`,
  downArrow: safe`down`,
  leftArrow: safe`left`,
  rightArrow: safe`right`,
  pageUp: safe`PgUp`,
  pageDown: safe`PgDn`,
  home: safe`Home`,
  end: safe`End`,
};

/** The first key of a binding, as footer and help name it. */
export function keyLabel({ keys }: Pick<KeyBinding, 'keys'>): SafeText {
  const [first] = keys;
  return first === undefined ? safe`` : labelOf(first);
}

export function labelOf(key: Key): SafeText {
  if ('named' in key) return KEY_LABELS[key.named];
  if ('control' in key) return safe`ctrl-${key.control as SafeText}`;
  return key.character === ' ' ? safe`space` : (key.character as SafeText);
}
