import type { Key as InkKey } from 'ink';
import { F1 } from '../ink/f1-stdin.ts';
import type { KeyElsewhere } from './elsewhere-words.ts';
import type { Action } from './key-action.ts';
import type { Key, KeyBinding } from './key-binding.ts';
import { labelOf } from './key-label.ts';

/** A key press: an action of the screen, or a character without a binding. */
export interface KeyPress {
  readonly action: Action | null;
  /** The typed character; empty for keys without one. */
  readonly character: string;
  readonly isReturn: boolean;
  readonly isEscape: boolean;
  readonly isBackspace: boolean;
  /** Ctrl-U, which erases the typed line, as in a shell. */
  readonly erasesLine: boolean;
  readonly isTab: boolean;
  /** An arrow key, whatever its meaning on the screen. */
  readonly arrow: 'up' | 'down' | null;
  /** What it does on other screens, where it does nothing on this one; null for keys that do nothing anywhere. */
  readonly elsewhere: KeyElsewhere | null;
}

/** The bindings of a screen, and those of all screens. */
export interface BoundKeys {
  readonly bindings: readonly KeyBinding[];
  readonly keymap: readonly KeyBinding[];
}

/** One of several keys that Ink read as a single string, in which it recognises no key. */
export function pressInBurst(bound: BoundKeys, character: string, key: InkKey): KeyPress {
  switch (character) {
    case '\r':
    case '\n':
      return pressOf(bound, '', { ...key, return: true });
    case '\t':
      return pressOf(bound, '', { ...key, tab: true });
    case '\x7f':
    case '\b':
      return pressOf(bound, '', { ...key, backspace: true });
  }
  const code = character.charCodeAt(0);
  if (code >= 0x20) return pressOf(bound, character, key);
  return pressOf(bound, String.fromCharCode(code + 0x60), { ...key, ctrl: true });
}

export function pressOf({ bindings, keymap }: BoundKeys, character: string, key: InkKey): KeyPress {
  const binding = bindings.find(({ keys }) => keys.some((each) => isPressed(each, character, key)));
  return {
    action: binding?.action ?? null,
    character: typesNothing(character, key) ? '' : character,
    isReturn: key.return,
    isEscape: key.escape,
    isBackspace: key.backspace || key.delete,
    erasesLine: key.ctrl && character === 'u',
    isTab: key.tab,
    arrow: key.upArrow ? 'up' : key.downArrow ? 'down' : null,
    elsewhere: binding === undefined ? elsewhereOf(keymap, character, key) : null,
  };
}

function elsewhereOf(keymap: readonly KeyBinding[], character: string, key: InkKey): KeyElsewhere | null {
  const isIt = (each: Key) => isPressed(each, character, key);
  const bindings = keymap.filter(({ keys }) => keys.some(isIt));
  const pressed = bindings.flatMap(({ keys }) => keys).find(isIt);
  return pressed === undefined ? null : { label: labelOf(pressed), bindings };
}

/** Whether the key ends lmon on the first screen. */
export function endsLmon(character: string, key: InkKey, keymap: readonly KeyBinding[]): boolean {
  const quit = keymap.filter(({ action }) => action === 'quit');
  return pressOf({ bindings: quit, keymap }, character, key).action !== null;
}

function typesNothing(character: string, key: InkKey): boolean {
  return key.ctrl || key.meta || key.return || key.escape || key.tab || character === F1;
}

function isPressed(expected: Key, character: string, key: InkKey): boolean {
  if ('character' in expected) return !key.ctrl && !key.meta && character === expected.character;
  if ('control' in expected) return key.ctrl && character === expected.control;
  switch (expected.named) {
    case 'return':
      return key.return;
    case 'escape':
      return key.escape;
    case 'upArrow':
      return key.upArrow;
    case 'downArrow':
      return key.downArrow;
    case 'leftArrow':
      return key.leftArrow;
    case 'rightArrow':
      return key.rightArrow;
    case 'pageUp':
      return key.pageUp;
    case 'pageDown':
      return key.pageDown;
    case 'home':
      return key.home;
    case 'end':
      return key.end;
    case 'tab':
      return key.tab;
    case 'f1':
      return character === F1;
  }
}
