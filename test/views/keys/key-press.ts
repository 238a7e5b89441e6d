import type { Key } from 'ink';
import type { ScreenName } from '../../../src/views/keys/key-binding.ts';
import { type BoundKeys, type KeyPress, pressInBurst, pressOf } from '../../../src/views/keys/key-press.ts';
import { bindingsOn, KEYMAP } from '../../../src/views/keys/keymap.ts';

const NOTHING: Key = {
  upArrow: false,
  downArrow: false,
  leftArrow: false,
  rightArrow: false,
  pageDown: false,
  pageUp: false,
  home: false,
  end: false,
  return: false,
  escape: false,
  ctrl: false,
  shift: false,
  tab: false,
  backspace: false,
  delete: false,
  meta: false,
  super: false,
  hyper: false,
  capsLock: false,
  numLock: false,
};

function boundOn(screen: ScreenName, keymap = KEYMAP): BoundKeys {
  return { bindings: bindingsOn(screen, keymap), keymap };
}

/** Ink's report of a key, except for the typed text. */
export function inkKey(known: Partial<Key>): Key {
  return { ...NOTHING, ...known };
}

/** A key as Ink reports it: a character, `ctrl-x`, or Ink's name for it. */
export function pressed(screen: ScreenName, key: string, keymap = KEYMAP): KeyPress {
  if (key.startsWith('ctrl-'))
    return pressOf(boundOn(screen, keymap), key.slice(5), { ...NOTHING, ctrl: true });
  if (key in NOTHING) return pressOf(boundOn(screen, keymap), '', { ...NOTHING, [key]: true });
  return pressOf(boundOn(screen, keymap), key, NOTHING);
}

/** A character within a string that Ink read at once. */
export function pressedInBurst(screen: ScreenName, character: string): KeyPress {
  return pressInBurst(boundOn(screen), character, NOTHING);
}
