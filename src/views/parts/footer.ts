import type { Line } from '../../terminal/line.ts';
import { lineWidth } from '../../terminal/line-layout.ts';
import { safe } from '../../terminal/safe-text.ts';
import { toned } from '../../terminal/words.ts';
import { type KeyBinding, keyLabel } from './keymap.ts';

/** The keys that work here, as many as fit; the table names the important ones first, and the help always stays. */
export function footerLine(bindings: readonly KeyBinding[], width: number): Line {
  const hinted = bindings.filter(({ hint }) => hint !== null);
  const line = hinted.flatMap((binding, index) =>
    index === 0 ? hintOf(binding) : [toned('fact', safe`   `), ...hintOf(binding)],
  );
  if (lineWidth(line) <= width) return line;
  const leastImportant = hinted.findLast(({ action }) => action !== 'help');
  if (leastImportant === undefined) return [];
  return footerLine(
    hinted.filter((binding) => binding !== leastImportant),
    width,
  );
}

function hintOf(binding: KeyBinding): Line {
  return [toned('focus', keyLabel(binding)), toned('dim', safe` ${binding.hint ?? safe``}`)];
}
