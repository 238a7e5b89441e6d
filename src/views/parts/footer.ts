import type { Line } from '../../terminal/line.ts';
import { lineWidth } from '../../terminal/line-layout.ts';
import { safe } from '../../terminal/safe-text.ts';
import { toned } from '../../terminal/words.ts';
import type { Action } from '../keys/key-action.ts';
import type { KeyBinding } from '../keys/key-binding.ts';
import { keyLabel } from '../keys/key-label.ts';

/** The way to help, and the way out. */
const STAYS: ReadonlySet<Action> = new Set(['help', 'back', 'quit']);

/**
 * The keys that work here, as many as fit; the table names the important ones first.
 *
 * @param isRoot whether the way back ends lmon: the way out is called so there
 */
export function footerLine(bindings: readonly KeyBinding[], isRoot: boolean, width: number): Line {
  const wayOut: Action = isRoot ? 'quit' : 'back';
  return fitting(
    bindings.filter(
      ({ action, hint }) => hint !== null && (action === wayOut || (action !== 'back' && action !== 'quit')),
    ),
    width,
  );
}

function fitting(bindings: readonly KeyBinding[], width: number): Line {
  const line = bindings.flatMap((binding, index) =>
    index === 0 ? hintOf(binding) : [toned('fact', safe`   `), ...hintOf(binding)],
  );
  if (lineWidth(line) <= width) return line;
  const leastImportant = bindings.findLast(({ action }) => !STAYS.has(action)) ?? bindings.at(-1);
  return fitting(
    bindings.filter((binding) => binding !== leastImportant),
    width,
  );
}

function hintOf(binding: KeyBinding): Line {
  return [toned('focus', keyLabel(binding)), toned('dim', safe` ${binding.hint ?? safe``}`)];
}
