import type { Held } from '../../monitor/fleet/fleet-snapshot.ts';
import { safe } from '../../terminal/safe-text.ts';
import type { KeyBinding } from './key-binding.ts';

const GO_ON = safe`go on`;

/**
 * The keys with their meaning in a held view: the key that froze it resumes it. Freezing makes no sense in the past,
 * nor while calls are stopped.
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
