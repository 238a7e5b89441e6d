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
  | 'previousFunction'
  | 'nextFunction'
  | WindowAction
  | 'help';

/** Keys that choose how much time the charts show. */
export type WindowAction = 'window5m' | 'window15m' | 'window30m' | 'window1h' | 'window3h';

export const WINDOW_MINUTES: Readonly<Record<WindowAction, number>> = {
  window5m: 5,
  window15m: 15,
  window30m: 30,
  window1h: 60,
  window3h: 180,
};

export type ScreenName = 'fleet' | 'function' | 'tail' | 'help';

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

const ALL: readonly ScreenName[] = ['fleet', 'function', 'tail', 'help'];
const LISTS: readonly ScreenName[] = ['fleet', 'tail', 'help'];
const FUNCTION: readonly ScreenName[] = ['function'];
const FLEET: readonly ScreenName[] = ['fleet'];
const TAIL: readonly ScreenName[] = ['tail'];

export const KEYMAP: readonly KeyBinding[] = [
  {
    action: 'open',
    keys: [named('return')],
    on: FLEET,
    says: safe`open the function's dashboard`,
    hint: safe`open`,
  },
  {
    action: 'logs',
    keys: [char('l')],
    on: ['fleet', 'function'],
    says: safe`log of the function at hand`,
    hint: safe`logs`,
  },
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
    on: ['fleet', 'function'],
    says: safe`ask AWS now`,
    hint: safe`refresh`,
  },
  {
    action: 'nextFunction',
    keys: [char(']'), char('J')],
    on: FUNCTION,
    says: safe`next function, worst first`,
    hint: safe`next`,
  },
  {
    action: 'previousFunction',
    keys: [char('['), char('K')],
    on: FUNCTION,
    says: safe`previous function`,
    hint: safe`previous`,
  },
  { action: 'window5m', keys: [char('1')], on: FUNCTION, says: safe`charts of 5 minutes`, hint: null },
  { action: 'window15m', keys: [char('2')], on: FUNCTION, says: safe`charts of 15 minutes`, hint: null },
  { action: 'window30m', keys: [char('3')], on: FUNCTION, says: safe`charts of 30 minutes`, hint: null },
  { action: 'window1h', keys: [char('4')], on: FUNCTION, says: safe`charts of 1 hour`, hint: safe`1 hour` },
  { action: 'window3h', keys: [char('5')], on: FUNCTION, says: safe`charts of 3 hours`, hint: safe`3 hours` },
  { action: 'down', keys: [char('j'), named('downArrow')], on: LISTS, says: safe`down one line`, hint: null },
  { action: 'up', keys: [char('k'), named('upArrow')], on: LISTS, says: safe`up one line`, hint: null },
  {
    action: 'pageDown',
    keys: [char(' '), named('pageDown'), control('f')],
    on: LISTS,
    says: safe`page down`,
    hint: null,
  },
  {
    action: 'pageUp',
    keys: [char('b'), named('pageUp'), control('b')],
    on: LISTS,
    says: safe`page up`,
    hint: null,
  },
  { action: 'halfDown', keys: [control('d')], on: LISTS, says: safe`half a page down`, hint: null },
  { action: 'halfUp', keys: [control('u')], on: LISTS, says: safe`half a page up`, hint: null },
  { action: 'top', keys: [char('g'), named('home')], on: LISTS, says: safe`first line`, hint: null },
  {
    action: 'bottom',
    keys: [char('G'), named('end')],
    on: LISTS,
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
