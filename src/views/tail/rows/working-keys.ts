import { isStoryEvent } from '../../../logs/lines/story-item.ts';
import { safe } from '../../../terminal/safe-text.ts';
import type { SafeText } from '../../../terminal/text.ts';
import { heldKeys } from '../../keys/held-keys.ts';
import type { Action } from '../../keys/key-action.ts';
import type { KeyBinding } from '../../keys/key-binding.ts';
import { bindingsOn } from '../../keys/keymap.ts';
import { OF_A_LINE } from '../keys/pattern-keys.ts';
import { isFollowing } from '../state/tail-state.ts';
import { undoneByBack } from '../state/undone-by-back.ts';
import type { TailScene } from './tail-scene.ts';

/** What the way out of a log does first while only a part of its lines is chosen. */
const CLEARS = safe`clear filter`;

const PATTERN_HINTS: Readonly<Partial<Record<Action, SafeText>>> = {
  open: safe`only its lines`,
  nextPane: safe`lines`,
};

type WorkingScene = Pick<TailScene, 'snapshot' | 'state' | 'hasErrorBelow' | 'items' | 'header' | 'look'>;

/**
 * Neither a past log nor a followed one needs a key to follow it, below the newest line is no error to go to, and
 * without lines there is none to expand and no error either. Where "back" clears a choice, it says so.
 */
export function workingKeys({
  snapshot,
  state,
  hasErrorBelow,
  items,
  header,
  look,
}: WorkingScene): readonly KeyBinding[] {
  const held = state.frozen !== null ? 'frozen' : header.isPast === true ? 'past' : null;
  const bindings = heldKeys(bindingsOn('tail', look.keymap), held);
  const hasLines = items.some(isStoryEvent);
  const keys = bindings.filter(({ action }) => {
    if (action === 'follow') return snapshot.follow && !isFollowing(state);
    if (action === 'open') return state.pane === 'patterns' || hasLines;
    if (action === 'previousError') return hasLines;
    return action !== 'nextError' || hasErrorBelow;
  });
  if (state.pane === 'patterns') return keysOfPatterns(keys);
  return undoneByBack(state) === 'choice'
    ? keys.map((binding) => (binding.action === 'back' ? { ...binding, hint: CLEARS } : binding))
    : keys;
}

/** Keys that act on the selected pattern come first, with their names for patterns; those for a line wait for it. */
function keysOfPatterns(keys: readonly KeyBinding[]): readonly KeyBinding[] {
  const own = keys.flatMap((binding): KeyBinding[] => {
    const hint = PATTERN_HINTS[binding.action];
    return hint === undefined ? [] : [{ ...binding, hint }];
  });
  const others = keys.filter(({ action }) => PATTERN_HINTS[action] === undefined && !OF_A_LINE.has(action));
  return [...own, ...others];
}
