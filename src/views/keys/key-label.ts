import { safe, safeText } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import type { Action } from './key-action.ts';
import type { Key, KeyBinding } from './key-binding.ts';

const KEY_LABELS: Readonly<Record<Extract<Key, { named: string }>['named'], SafeText>> = {
  return: safe`enter`,
  escape: safe`esc`,
  upArrow: safe`up`,
  downArrow: safe`down`,
  leftArrow: safe`left`,
  rightArrow: safe`right`,
  pageUp: safe`PgUp`,
  pageDown: safe`PgDn`,
  home: safe`Home`,
  end: safe`End`,
  tab: safe`tab`,
  f1: safe`F1`,
};

/** The key of an action, as named in texts. */
export function keyOf(action: Action, keymap: readonly KeyBinding[]): SafeText {
  const binding = keymap.find((each) => each.action === action);
  return binding === undefined ? safe`` : keyLabel(binding);
}

/** The first key of a binding, as named in footer and help. */
export function keyLabel({ keys }: Pick<KeyBinding, 'keys'>): SafeText {
  const [first] = keys;
  return first === undefined ? safe`` : labelOf(first);
}

export function labelOf(key: Key): SafeText {
  if ('named' in key) return KEY_LABELS[key.named];
  if ('control' in key) return safe`ctrl-${safeText(key.control)}`;
  return key.character === ' ' ? safe`space` : safeText(key.character);
}
