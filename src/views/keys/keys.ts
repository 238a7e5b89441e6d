import { createContext, useContext, useLayoutEffect } from 'react';
import type { KeyBinding, ScreenName } from './key-binding.ts';
import type { KeyPress } from './key-press.ts';
import { createKeyQueue, type KeyQueue, type KeyReader } from './key-queue.ts';
import { bindingsOn, KEYMAP } from './keymap.ts';

/** A layer above every screen, which is offered each key first. */
export interface KeyTaker {
  takes(press: KeyPress): boolean;
}

export const FirstKeyTaker = createContext<KeyTaker>({ takes: () => false });

/** With the user's keys. */
export const Keymap = createContext<readonly KeyBinding[]>(KEYMAP);

export const Keys = createContext<KeyQueue>(createKeyQueue());

/** Calls `onKey` for each key pressed while the screen is on top. */
export function useKeys(screen: ScreenName, onKey: (press: KeyPress) => void, isActive = true): void {
  const first = useContext(FirstKeyTaker);
  const keymap = useContext(Keymap);
  const bindings = bindingsOn(screen, keymap);
  const keys = useContext(Keys);
  useLayoutEffect(() => {
    if (!isActive) return;
    const reader: KeyReader = {
      bindings,
      keymap,
      onPress: (press) => {
        if (!first.takes(press)) onKey(press);
      },
    };
    keys.reader = reader;
    return () => {
      if (keys.reader === reader) keys.reader = null;
    };
  });
}
