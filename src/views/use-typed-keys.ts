import { useApp, useInput } from 'ink';
import { useState } from 'react';
import type { KeyBinding } from './keys/key-binding.ts';
import { endsLmon } from './keys/key-press.ts';
import { createKeyQueue, type KeyQueue } from './keys/key-queue.ts';
import { isTooSmall } from './parts/frame/screen-row.tsx';
import type { WindowSize } from './parts/frame/window-size.ts';

/** All typed keys, for the screen that is on top when their turn comes. Ctrl-C ends lmon everywhere. */
export function useTypedKeys(size: WindowSize, keymap: readonly KeyBinding[]): KeyQueue {
  const { exit } = useApp();
  const [keys] = useState(createKeyQueue);
  useInput((character, key) => {
    const isInterrupt = key.ctrl && character === 'c';
    // On a hidden screen, effects of keys would be invisible: only the key that ends lmon works.
    const isHidden = isTooSmall(size);
    if (isInterrupt || (isHidden && endsLmon(character, key, keymap))) exit();
    else if (!isHidden) keys.add(character, key);
  });
  return keys;
}
