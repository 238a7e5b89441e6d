import { joinSafe, safe } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import type { KeyBinding } from './key-binding.ts';
import { screensText } from './screen-words.ts';

/** A key that does nothing on the screen that it was pressed on, and what does something by it on others. */
export interface KeyElsewhere {
  readonly label: SafeText;
  readonly bindings: readonly KeyBinding[];
}

/** `f works on dashboard: chart on the whole screen` */
export function elsewhereWords({ label, bindings }: KeyElsewhere): SafeText {
  const reached = bindings.filter(({ needs }) => needs === undefined);
  if (reached.length === 0)
    return bindings.some(({ needs }) => needs === 'account')
      ? safe`${label} works where AWS is asked, and this is a replay`
      : safe`${label} works where a fleet is watched: start lmon without a command`;
  const told = reached.map(({ on, says }) => safe`on ${screensText(on)}: ${says}`);
  return safe`${label} works ${joinSafe(told, safe`; `)}`;
}
