import { useInput } from 'ink';
import { type Action, bindingsOn, type Key, type ScreenName } from './keymap.ts';

type InkKey = Parameters<Parameters<typeof useInput>[0]>[1];

/** What was pressed: an action of the screen, or a character that no binding takes. */
export interface KeyPress {
  readonly action: Action | null;
  /** What the key types; empty for keys that type nothing. */
  readonly character: string;
  readonly isReturn: boolean;
  readonly isEscape: boolean;
  readonly isBackspace: boolean;
}

/** Calls `onKey` for each key pressed. Keys typed faster than they are read arrive as one string. */
export function useKeys(screen: ScreenName, onKey: (press: KeyPress) => void, isActive = true): void {
  useInput(
    (input, key) => {
      if (key.ctrl || input.length <= 1) return onKey(pressOf(screen, input, key));
      for (const character of input) onKey(pressInBurst(screen, character, key));
    },
    { isActive },
  );
}

/** A key out of several that Ink read as one string, in which it names no key. */
export function pressInBurst(screen: ScreenName, character: string, key: InkKey): KeyPress {
  switch (character) {
    case '\r':
    case '\n':
      return pressOf(screen, '', { ...key, return: true });
    case '\x7f':
    case '\b':
      return pressOf(screen, '', { ...key, backspace: true });
  }
  const code = character.charCodeAt(0);
  if (code >= 0x20) return pressOf(screen, character, key);
  return pressOf(screen, String.fromCharCode(code + 0x60), { ...key, ctrl: true });
}

export function pressOf(screen: ScreenName, character: string, key: InkKey): KeyPress {
  const binding = bindingsOn(screen).find(({ keys }) => keys.some((each) => isPressed(each, character, key)));
  return {
    action: binding?.action ?? null,
    character: key.ctrl || key.meta || key.return || key.escape ? '' : character,
    isReturn: key.return,
    isEscape: key.escape,
    isBackspace: key.backspace || key.delete,
  };
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
  }
}
