import type { Held } from '../../monitor/fleet/fleet-snapshot.ts';
import { safe } from '../../terminal/safe-text.ts';
import type { KeyBinding } from './key-binding.ts';

const GO_ON = safe`go on`;
const LIVE = safe`live`;

/**
 * The keys with their meaning in a held view: the key that froze it resumes it, and in the past the way back to the
 * present comes second. Freezing makes no sense in the past, nor while calls are stopped.
 */
export function heldKeys(bindings: readonly KeyBinding[], held: Held['kind'] | null): readonly KeyBinding[] {
  switch (held) {
    case null:
      return bindings;
    case 'frozen':
      return bindings.map((binding) => (binding.action === 'freeze' ? { ...binding, hint: GO_ON } : binding));
    case 'past':
      return presentSecond(withoutFreeze(bindings));
    case 'stopped':
      return withoutFreeze(bindings);
  }
}

function withoutFreeze(bindings: readonly KeyBinding[]): readonly KeyBinding[] {
  return bindings.map((binding) => (binding.action === 'freeze' ? { ...binding, hint: null } : binding));
}

function presentSecond(bindings: readonly KeyBinding[]): readonly KeyBinding[] {
  const present = bindings.filter(({ action }) => action === 'present');
  const [first, ...others] = bindings.filter(({ action }) => action !== 'present');
  const shown = present.map((binding) => ({ ...binding, hint: LIVE }));
  return first === undefined ? shown : [first, ...shown, ...others];
}
