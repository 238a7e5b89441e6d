import type { Line } from '../../../terminal/line.ts';
import { lineWidth } from '../../../terminal/line-layout.ts';
import { joinSafe, safe } from '../../../terminal/safe-text.ts';
import { toned } from '../../../terminal/words.ts';
import type { Action } from '../../keys/key-action.ts';
import type { KeyBinding } from '../../keys/key-binding.ts';
import { type KeysAlike, keysAlike, labelsOf } from '../../keys/keys-alike.ts';

/** The keys that are never dropped: help and the way out. */
const STAYS: ReadonlySet<Action> = new Set(['help', 'back', 'quit']);

/**
 * The keys of the screen, as many as fit, important ones first.
 *
 * @param isRoot whether "back" ends lmon, which changes its name here
 */
export function footerLine(bindings: readonly KeyBinding[], isRoot: boolean, width: number): Line {
  const wayOut: Action = isRoot ? 'quit' : 'back';
  const shown = bindings.filter(
    ({ action }) => action === wayOut || (action !== 'back' && action !== 'quit'),
  );
  return fitting(
    keysAlike(shown, ({ hint }) => hint),
    width,
  );
}

function fitting(hints: readonly KeysAlike[], width: number): Line {
  const line = hints.flatMap((hint, index) =>
    index === 0 ? hintLine(hint) : [toned('fact', safe`   `), ...hintLine(hint)],
  );
  if (lineWidth(line) <= width) return line;
  const leastImportant = hints.findLast(({ bindings }) => !bindings.some(stays)) ?? hints.at(-1);
  return fitting(
    hints.filter((hint) => hint !== leastImportant),
    width,
  );
}

function stays({ action }: KeyBinding): boolean {
  return STAYS.has(action);
}

function hintLine({ bindings, says }: KeysAlike): Line {
  const [keys = []] = labelsOf(bindings);
  return [toned('focus', joinSafe(keys, safe` `)), toned('dim', safe` ${says}`)];
}
