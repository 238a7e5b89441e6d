import { safe } from '../../terminal/safe-text.ts';
import type { KeyBinding } from './key-binding.ts';

const GO_ON = safe`go on`;

/** The keys by what they do while the view is frozen: the one that froze it lets it go on. */
export function frozenKeys(bindings: readonly KeyBinding[], isFrozen: boolean): readonly KeyBinding[] {
  if (!isFrozen) return bindings;
  return bindings.map((binding) => (binding.action === 'freeze' ? { ...binding, hint: GO_ON } : binding));
}
