import type { Held } from '../../monitor/fleet/fleet-snapshot.ts';
import { safe } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import type { Action } from './key-action.ts';
import type { KeyBinding } from './key-binding.ts';

const GO_ON = safe`go on`;
const LIVE = safe`live`;
const NOW = safe`now`;
/** What to type for other moments. */
const STEPS = safe`:at -5m or +5m`;

/**
 * The keys with their meaning in a held view: the key that froze it resumes it, and like the way back from the past to
 * the present and the ways to other moments, it follows the first. Freezing makes no sense in the past, nor while calls are stopped.
 *
 * @param isReplay whose present is not live
 */
export function heldKeys(
  bindings: readonly KeyBinding[],
  held: Held['kind'] | null,
  isReplay: boolean,
): readonly KeyBinding[] {
  switch (held) {
    case null:
      return bindings;
    case 'frozen':
      return second(hinted('freeze', GO_ON, bindings), bindings);
    case 'past':
      return momentsSecond(withoutFreeze(bindings), isReplay ? NOW : LIVE);
    case 'stopped':
      return withoutFreeze(bindings);
  }
}

function withoutFreeze(bindings: readonly KeyBinding[]): readonly KeyBinding[] {
  return bindings.map((binding) => (binding.action === 'freeze' ? { ...binding, hint: null } : binding));
}

function momentsSecond(bindings: readonly KeyBinding[], present: SafeText): readonly KeyBinding[] {
  const steps = bindings.filter(({ action }) => action === 'earlier' || action === 'later');
  const toThePresent = [...hinted('present', present, bindings), ...hinted('follow', present, bindings)];
  const toOthers = steps.length > 0 ? steps : hinted('command', STEPS, bindings);
  return second([...toThePresent, ...toOthers], bindings);
}

/** The bindings with some of them behind the first, and behind the key to other pages where that comes second. */
function second(some: readonly KeyBinding[], bindings: readonly KeyBinding[]): readonly KeyBinding[] {
  const actions = new Set(some.map(({ action }) => action));
  const others = bindings.filter(({ action }) => !actions.has(action));
  return others.toSpliced(others[1]?.action === 'nextPane' ? 2 : 1, 0, ...some);
}

function hinted(action: Action, hint: SafeText, bindings: readonly KeyBinding[]): readonly KeyBinding[] {
  return bindings.filter((binding) => binding.action === action).map((binding) => ({ ...binding, hint }));
}
