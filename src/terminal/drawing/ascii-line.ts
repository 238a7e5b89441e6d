import { displayWidth } from '../display-width.ts';
import type { Line } from '../line.ts';
import { repeated, replacedIn } from '../safe-edits.ts';
import { safe } from '../safe-text.ts';
import type { SafeText } from '../text.ts';

const NOT_ASCII = /[^\x00-\x7f]/;
/** The symbols that stand for control characters, and emoji. */
const SYMBOL = /[\u2400-\u2421]|\p{Emoji_Presentation}/gu;
const CONTROL_PICTURE = /[\u2400-\u2421]/;

/**
 * A row for terminals that lack symbols for control characters, or draw emoji one cell wide: `^` stands for the former,
 * `??` for the latter. Every row keeps its cells, so that it can be laid out before.
 */
export function inAscii(line: Line): Line {
  return line.map((part) =>
    NOT_ASCII.test(part.text) ? { ...part, text: replacedIn(part.text, SYMBOL, asciiFor) } : part,
  );
}

function asciiFor(symbol: SafeText): SafeText {
  return CONTROL_PICTURE.test(symbol) ? safe`^` : repeated(safe`?`, displayWidth(symbol));
}
