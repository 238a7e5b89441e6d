import type { Key as InkKey } from 'ink';
import { type BoundKeys, type KeyPress, pressInBurst, pressOf } from './key-press.ts';

/** The key handler of the top screen. */
export interface KeyReader extends BoundKeys {
  onPress(press: KeyPress): void;
}

/** Delivers each key to the screen that is on top when its turn comes. */
export interface KeyQueue {
  reader: KeyReader | null;
  /** Holds keys back while the top screen changes. */
  hold(): void;
  release(): void;
  /** Keys typed faster than they are read arrive as one string. */
  add(input: string, key: InkKey): void;
}

type ReadPress = (bound: BoundKeys) => KeyPress;

export function createKeyQueue(): KeyQueue {
  const waiting: ReadPress[] = [];
  let isHeld = false;
  const queue: KeyQueue = {
    reader: null,
    hold() {
      isHeld = true;
    },
    release() {
      isHeld = false;
      handOut();
    },
    add(input, given) {
      // Esc quickly followed by another key arrives as Alt with that key. Alt is not bound to anything, so it meant
      // both.
      const isBehindEscape = given.meta && !isNavigating(given);
      const key = isBehindEscape ? { ...given, meta: false } : given;
      if (isBehindEscape) waiting.push((bound) => pressOf(bound, '', escapeAlone(given)));
      if (key.ctrl || input.length <= 1) waiting.push((bound) => pressOf(bound, input, key));
      else for (const character of input) waiting.push((bound) => pressInBurst(bound, character, key));
      handOut();
    },
  };
  return queue;

  function handOut(): void {
    while (!isHeld && queue.reader !== null) {
      const read = waiting.shift();
      if (read === undefined) return;
      queue.reader.onPress(read(queue.reader));
    }
  }
}

/** Keys that terminals send as sequences, which encode Alt differently. */
function isNavigating(key: InkKey): boolean {
  const isArrow = key.upArrow || key.downArrow || key.leftArrow || key.rightArrow;
  return isArrow || key.pageUp || key.pageDown || key.home || key.end || key.delete;
}

function escapeAlone(key: InkKey): InkKey {
  const others = { meta: false, ctrl: false, shift: false, return: false, tab: false, backspace: false };
  return { ...key, ...others, escape: true };
}
