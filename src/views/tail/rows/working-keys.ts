import { isStoryEvent } from '../../../logs/lines/story-item.ts';
import { safe } from '../../../terminal/safe-text.ts';
import type { SafeText } from '../../../terminal/text.ts';
import { heldKeys } from '../../keys/held-keys.ts';
import type { Action } from '../../keys/key-action.ts';
import type { KeyBinding } from '../../keys/key-binding.ts';
import { bindingsOn } from '../../keys/keymap.ts';
import { isReplay } from '../../parts/header/header-facts.ts';
import type { EnterEffect } from '../keys/enter-at-hand.ts';
import { OF_A_LINE } from '../keys/pattern-keys.ts';
import { tailPanes } from '../panes/tail-panes.ts';
import { isFollowing } from '../state/tail-state.ts';
import { undoneByBack } from '../state/undone-by-back.ts';
import type { TailScene } from './tail-scene.ts';

/** What the way out of a log does first while only a part of its lines is chosen. */
const CLEARS = safe`clear filter`;

const PATTERN_HINTS: Readonly<Partial<Record<Action, SafeText>>> = {
  open: safe`only its lines`,
  nextPane: safe`lines`,
};

type WorkingScene = Pick<
  TailScene,
  'snapshot' | 'state' | 'hasErrorBelow' | 'enter' | 'items' | 'header' | 'look' | 'rows'
>;

const ENTER_HINTS: Readonly<Record<EnterEffect, SafeText>> = {
  expand: safe`expand`,
  collapse: safe`collapse`,
  invocation: safe`invocation`,
};

/**
 * A followed log needs no key to follow it, nor does one that ended, but for the way out of the past; below the newest line is no
 * error to go to, and without lines there is none to expand and no error either; without calls, there are none to list
 * or to choose. Enter says what it does with the row under the cursor, and where "back" clears a choice, that says so.
 */
export function workingKeys({
  snapshot,
  state,
  hasErrorBelow,
  enter,
  items,
  header,
  look,
  rows,
}: WorkingScene): readonly KeyBinding[] {
  const held = state.frozen !== null ? 'frozen' : header.isPast === true ? 'past' : null;
  const bindings = heldKeys(bindingsOn('tail', look.keymap), held, isReplay(header));
  const hasLines = items.some(isStoryEvent);
  // Rows pass by while following: a hint for each newest one would flicker.
  const hasEnter = isFollowing(state) ? hasLines : enter !== null;
  const hasCalls = items.some((item) => isStoryEvent(item) && item.line.requestId !== null);
  const isOfFunction = snapshot.logs.some(({ origin }) => origin.functionName !== null);
  const keys = bindings.filter(({ action }) => {
    if (action === 'follow') return held === 'past' || (snapshot.follow && !isFollowing(state));
    if (action === 'open') return state.pane === 'patterns' || hasEnter;
    if (action === 'previousError') return hasLines;
    if (action === 'requestLines') return hasCalls || state.choice.requestId !== null;
    if (action === 'invocations') return hasCalls || isOfFunction;
    return action !== 'nextError' || hasErrorBelow;
  });
  if (state.pane === 'patterns') return keysOfPatterns(keys);
  const hints: Readonly<Partial<Record<Action, SafeText>>> = {
    ...(isFollowing(state) || enter === null ? {} : { open: ENTER_HINTS[enter] }),
    ...(undoneByBack(state) === 'choice' ? { back: CLEARS } : {}),
  };
  const leading: ReadonlySet<Action> = new Set(
    tailPanes(rows).patterns === 0 ? ['nextError', 'nextPane'] : ['nextError'],
  );
  return beforeFind(keys, leading).map((binding) => ({
    ...binding,
    hint: hints[binding.action] ?? binding.hint,
  }));
}

/** Where room is short, what waits out of sight is dropped last: errors below, and the page of patterns. */
function beforeFind(keys: readonly KeyBinding[], leading: ReadonlySet<Action>): readonly KeyBinding[] {
  const others = keys.filter(({ action }) => !leading.has(action));
  const find = others.findIndex(({ action }) => action === 'find');
  return others.toSpliced(Math.max(0, find), 0, ...keys.filter(({ action }) => leading.has(action)));
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
