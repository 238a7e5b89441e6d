import { describe, expect, it } from 'vitest';
import { inAscii } from '../../../src/terminal/drawing/ascii-line.ts';
import { plainLine } from '../../../src/terminal/drawing/draw-line.ts';
import { span } from '../../../src/terminal/line-layout.ts';
import { safeText } from '../../../src/terminal/safe-text.ts';

describe('a row in ASCII', () => {
  it.each([
    ['an escape as a caret', '\x1b[2J', '^[2J'],
    ['NUL, BEL and DEL as carets', '\0\x07\x7f', '^^^'],
    ['a C1 control as its code', '\x9d', '<U+009D>'],
    ['an emoji as two question marks', 'go 🚀', 'go ??'],
  ])('shows %s', (_, raw, shown) => {
    expect(plainLine(inAscii([span('fact', safeText(raw))]))).toBe(shown);
  });
});
