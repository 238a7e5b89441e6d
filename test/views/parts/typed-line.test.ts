import { describe, expect, it } from 'vitest';
import { plainLine } from '../../../src/terminal/drawing/draw-line.ts';
import { safe, safeText } from '../../../src/terminal/safe-text.ts';
import { toned } from '../../../src/terminal/words.ts';
import { type KeyHint, typedLine, withHints } from '../../../src/views/parts/typed-line.ts';

const HINTS: readonly KeyHint[] = [
  [safe`enter`, safe`keeps`],
  [safe`esc`, safe`clears`],
];

function shown(typed: string, width: number): string {
  const line = { label: toned('dim', safe`find `), text: safeText(typed), cursor: toned('focus', safe`_`) };
  return plainLine(withHints(typedLine(line, width, safe`…`), HINTS, width));
}

describe('a line that is being typed', () => {
  it.each([
    { typed: 'pay', width: 40, says: 'find pay_   enter keeps   esc clears' },
    { typed: 'pay', width: 24, says: 'find pay_   enter keeps' },
    { typed: 'pay', width: 10, says: 'find pay_' },
    { typed: 'payments.internal', width: 16, says: 'find ….internal_' },
    { typed: '支払いに失敗しました', width: 16, says: 'find …しました_' },
  ])('reads $says in $width cells', ({ typed, width, says }) => {
    expect(shown(typed, width)).toBe(says);
  });
});
