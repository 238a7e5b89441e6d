import type { Line } from '../../terminal/line.ts';
import { lineWidth } from '../../terminal/line-layout.ts';
import { safe } from '../../terminal/safe-text.ts';
import { toned } from '../../terminal/words.ts';
import { type KeyBinding, keyLabel } from './keymap.ts';

/** The keys that work here, as many as fit; the table names the important ones first. */
export function footerLine(bindings: readonly KeyBinding[], width: number): Line {
  const hints = bindings.flatMap((binding) => (binding.hint === null ? [] : [hintOf(binding)]));
  let line: Line = [];
  for (const hint of hints) {
    const longer = line.length === 0 ? hint : [...line, toned('fact', safe`   `), ...hint];
    if (lineWidth(longer) > width) break;
    line = longer;
  }
  return line;
}

function hintOf(binding: KeyBinding): Line {
  return [toned('focus', keyLabel(binding)), toned('dim', safe` ${binding.hint ?? safe``}`)];
}
