import type { Line } from '../../../terminal/line.ts';
import { lineWidth } from '../../../terminal/line-layout.ts';
import { joinSafe, safe } from '../../../terminal/safe-text.ts';
import type { SafeText } from '../../../terminal/text.ts';
import { toned } from '../../../terminal/words.ts';
import type { Action } from '../../keys/key-action.ts';
import type { KeyBinding } from '../../keys/key-binding.ts';
import { keyLabel } from '../../keys/key-label.ts';

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
  return fitting(hintsOf(shown), width);
}

/** The footer's text for a key, or for neighbours in the keymap with the same text. */
interface Hint {
  readonly bindings: readonly KeyBinding[];
  readonly says: SafeText;
}

function hintsOf(bindings: readonly KeyBinding[]): readonly Hint[] {
  const hints: Hint[] = [];
  for (const binding of bindings) {
    const { hint: says } = binding;
    if (says === null) continue;
    const before = hints.at(-1);
    if (before?.says === says) hints[hints.length - 1] = { says, bindings: [...before.bindings, binding] };
    else hints.push({ says, bindings: [binding] });
  }
  return hints;
}

function fitting(hints: readonly Hint[], width: number): Line {
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

function hintLine({ bindings, says }: Hint): Line {
  return [toned('focus', keysText(bindings.map(keyLabel))), toned('dim', safe` ${says}`)];
}

/** `l`, `1-6`, or `a b` for keys that are no range. */
function keysText(labels: readonly SafeText[]): SafeText {
  const [first = safe``] = labels;
  const last = labels.at(-1) ?? first;
  const isRow = labels.every((label, place) => label === String(Number(first) + place));
  return labels.length > 2 && isRow ? safe`${first}-${last}` : joinSafe(labels, safe` `);
}
