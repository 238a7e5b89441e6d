import { safe } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import { heldKeys } from '../keys/held-keys.ts';
import type { Action } from '../keys/key-action.ts';
import type { KeyBinding } from '../keys/key-binding.ts';
import { bindingsOn } from '../keys/keymap.ts';
import type { TailScene } from './tail-scene.ts';
import { isFollowing } from './tail-state.ts';

const PATTERN_HINTS: Readonly<Partial<Record<Action, SafeText>>> = {
  open: safe`only its lines`,
  nextPane: safe`lines`,
};

/** Neither a past log nor a followed one needs a key to follow it; below the newest line is no error to go to. */
export function workingKeys({
  snapshot,
  state,
  hasErrorBelow,
  look,
}: Pick<TailScene, 'snapshot' | 'state' | 'hasErrorBelow' | 'look'>): readonly KeyBinding[] {
  const bindings = heldKeys(bindingsOn('tail', look.keymap), state.frozen === null ? null : 'frozen');
  const keys = bindings.filter(({ action }) => {
    if (action === 'follow') return snapshot.follow && !isFollowing(state);
    return action !== 'nextError' || hasErrorBelow;
  });
  return state.pane === 'patterns' ? keysOfPatterns(keys) : keys;
}

/** Keys that act on the selected pattern come first, with their names for patterns. */
function keysOfPatterns(keys: readonly KeyBinding[]): readonly KeyBinding[] {
  const own = keys.flatMap((binding): KeyBinding[] => {
    const hint = PATTERN_HINTS[binding.action];
    return hint === undefined ? [] : [{ ...binding, hint }];
  });
  return [...own, ...keys.filter(({ action }) => PATTERN_HINTS[action] === undefined)];
}
