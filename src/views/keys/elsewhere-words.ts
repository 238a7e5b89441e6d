import { joinSafe, safe } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import type { KeyBinding } from './key-binding.ts';
import { screensText } from './screen-words.ts';

/** A key that does nothing on the screen that it was pressed on, and what does something by it on others. */
export interface KeyElsewhere {
  readonly label: SafeText;
  readonly bindings: readonly KeyBinding[];
}

const NEEDS: Readonly<Record<NonNullable<KeyBinding['needs']>, SafeText>> = {
  fleet: safe`works where a fleet is watched: start lmon without a command`,
  account: safe`works where AWS is asked, and this is a replay`,
  replay: safe`works in a replay: lmon replay --last`,
};

/** `f works elsewhere: chart on the whole screen (dashboard)`: where it is cut, it still tells what the key does. */
export function elsewhereWords({ label, bindings }: KeyElsewhere): SafeText {
  const reached = bindings.filter(({ needs }) => needs === undefined);
  if (reached.length === 0) return safe`${label} ${NEEDS[bindings[0]?.needs ?? 'fleet']}`;
  const told = [...new Set(reached.map(({ alone }) => alone))].map((does) => {
    const alike = reached.filter(({ alone }) => alone === does);
    return safe`${does} (${screensText(alike.flatMap(({ on }) => on))})`;
  });
  return safe`${label} works elsewhere: ${joinSafe(told, safe`; `)}`;
}
