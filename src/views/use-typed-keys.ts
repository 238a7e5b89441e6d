import { useApp, useInput } from 'ink';
import { useState } from 'react';
import type { KeyBinding } from './keys/key-binding.ts';
import { createKeyQueue, endsLmon, type KeyQueue } from './keys/keys.ts';
import { isTooSmall } from './parts/screen-row.tsx';
import type { WindowSize } from './parts/window-size.ts';

/** All keys that are typed, for the screen that is on top when their turn comes. Ctrl-C ends lmon from everywhere. */
export function useTypedKeys(size: WindowSize, keymap: readonly KeyBinding[]): KeyQueue {
  const { exit } = useApp();
  const [keys] = useState(createKeyQueue);
  useInput((character, key) => {
    const isInterrupt = key.ctrl && character === 'c';
    // Nobody sees what a key does to a hidden screen: none does anything but end lmon.
    const isHidden = isTooSmall(size);
    if (isInterrupt || (isHidden && endsLmon(character, key, keymap))) exit();
    else if (!isHidden) keys.add(character, key);
  });
  return keys;
}
