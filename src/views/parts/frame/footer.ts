import type { Line } from '../../../terminal/line.ts';
import { lineWidth } from '../../../terminal/line-layout.ts';
import { joinSafe, safe } from '../../../terminal/safe-text.ts';
import type { SafeText } from '../../../terminal/text.ts';
import { toned } from '../../../terminal/words.ts';
import type { Action } from '../../keys/key-action.ts';
import type { KeyBinding } from '../../keys/key-binding.ts';
import { type KeysAlike, keysAlike, labelsOf } from '../../keys/keys-alike.ts';

/** The keys that are dropped last: the ways to everything else, to what went wrong, and out. */
const STAYS: ReadonlySet<Action> = new Set(['command', 'ownErrors', 'help', 'back', 'quit']);

/** Where not all keys fit on a narrow screen, they stand closer. */
const NARROW = 80;
const GAP = safe`   `;
const NARROW_GAP = safe`  `;

/**
 * The keys of the screen, as many as fit: the last of the keymap are dropped first.
 *
 * @param isRoot whether "back" ends lmon, which changes its name here
 * @param failures how many calls of lmon's own failed of late: without one, no key leads to them
 */
export function footerLine(
  bindings: readonly KeyBinding[],
  isRoot: boolean,
  width: number,
  failures = 0,
): Line {
  const leftOut: readonly Action[] = [isRoot ? 'back' : 'quit', ...(failures === 0 ? ERRORS : [])];
  const shown = bindings.filter(({ action }) => !leftOut.includes(action));
  const hints = keysAlike(shown, ({ hint }) => hint);
  const whole = lineOf(hints, GAP);
  return lineWidth(whole) <= width ? whole : fitting(hints, width, width < NARROW ? NARROW_GAP : GAP);
}

const ERRORS: readonly Action[] = ['ownErrors'];

function lineOf(hints: readonly KeysAlike[], gap: SafeText): Line {
  return hints.flatMap((hint, index) =>
    index === 0 ? hintLine(hint) : [toned('fact', gap), ...hintLine(hint)],
  );
}

function fitting(hints: readonly KeysAlike[], width: number, gap: SafeText): Line {
  const line = lineOf(hints, gap);
  if (lineWidth(line) <= width) return line;
  const leastImportant = hints.findLast(({ bindings }) => !bindings.some(stays)) ?? hints.at(-1);
  return fitting(
    hints.filter((hint) => hint !== leastImportant),
    width,
    gap,
  );
}

function stays({ action }: KeyBinding): boolean {
  return STAYS.has(action);
}

/** What is to be typed names its own key. */
function hintLine({ bindings, says }: KeysAlike): Line {
  if (says.startsWith(':')) return [toned('focus', says)];
  const [keys = []] = labelsOf(bindings);
  return [toned('focus', joinSafe(keys, safe` `)), toned('dim', safe` ${says}`)];
}
