import type { Held } from '../../monitor/fleet/fleet-snapshot.ts';
import { safe } from '../../terminal/safe-text.ts';
import type { KeyBinding } from './key-binding.ts';

const GO_ON = safe`go on`;

/**
 * The keys by what they do to a view that is held: the one that froze it lets it go on. The past stands still already, and
 * so does what no call brings news to.
 */
export function heldKeys(bindings: readonly KeyBinding[], held: Held['kind'] | null): readonly KeyBinding[] {
  switch (held) {
    case null:
      return bindings;
    case 'frozen':
      return bindings.map((binding) => (binding.action === 'freeze' ? { ...binding, hint: GO_ON } : binding));
    case 'past':
    case 'stopped':
      return bindings.map((binding) => (binding.action === 'freeze' ? { ...binding, hint: null } : binding));
  }
}
