import { describe, expect, it } from 'vitest';
import { safeText } from '../../../../src/terminal/safe-text.ts';
import { toned } from '../../../../src/terminal/words.ts';
import { markedLine } from '../../../../src/views/tail/state/tail-find.ts';

/** The line with its highlighted parts in angle brackets. */
function marked(text: string, words: string): string {
  return markedLine([toned('fact', safeText(text))], words)
    .map((part) => (part.marked === true ? `<${part.text}>` : part.text))
    .join('');
}

describe('the words to find', () => {
  it.each([
    ['an Apple, an apple', 'apple', 'an <Apple>, an <apple>'],
    ['nothing', 'apple', 'nothing'],
    ['1.5 and 125', '1.5', '<1.5> and 125'],
    ['x\u0323\u0302y', 'x', '<x\u0323\u0302>y'],
    ['x\u0323\u0302y', '\u0302', '<x\u0323\u0302>y'],
    ['ax\u0323\u0302yz', '\u0302y', 'a<x\u0323\u0302y>z'],
  ])('in %j, %j, are marked as %j', (text, words, expected) => {
    expect(marked(text, words)).toBe(expected);
  });
});
