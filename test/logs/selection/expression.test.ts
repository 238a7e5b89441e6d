import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expression } from '../../../src/logs/selection/expression.ts';

function matcherOf(typed: string): (text: string) => boolean {
  const read = expression(typed);
  if ('complaint' in read) throw new Error(read.complaint);
  return read.isIn;
}

describe('a regular expression', () => {
  it.each([
    ['timeout', 'a timeout', true],
    ['timeout', 'a Timeout', false],
    ['(?i)timeout', 'a Timeout', true],
    ['time ?out|refused', 'connection refused', true],
    ['^ERROR', 'WARN\nERROR', true],
    ['^ERROR', 'an ERROR', false],
    ['ms$', 'took 5 ms\nmore', true],
    ['a.b', 'a\nb', false],
    ['(?s)a.b', 'a\nb', true],
    ['{"level":"(ERROR|WARN)"', '{"level":"WARN"}', true],
    ['\\bid\\b', 'orderid', false],
    ['\\bid\\b', 'order id 5', true],
    ['a\\Bb', 'ab', true],
    ['\\Ba', 'ab', false],
    ['\\d{3,5}', 'a 12 b', false],
    ['\\d{3,5}', 'a 123 b', true],
    ['[^\\d\\s]{2}', '1 2 3', false],
    ['[\\]x]+y', ']y', true],
    ['\\p{Lu}', 'Ä', true],
    ['^.$', '😀', true],
    ['\\u{1f600}', 'smile 😀', true],
    ['a{,3}', 'a{,3}', true],
    ['(?<name>a+)+?b', 'caab', true],
    ['(|a)+b', 'b', true],
    ['', 'anything', true],
    ['a|', 'b', true],
  ])('%s in %j: %s', (typed, text, expected) => {
    expect(matcherOf(typed)(text)).toBe(expected);
  });

  it.each([
    ['(', 'missing closing )'],
    ['[a', 'missing closing ]'],
    ['*', 'missing argument to repetition operator'],
    ['(?=a)', 'invalid or unsupported Perl syntax'],
    ['a(?!b)', 'invalid or unsupported Perl syntax'],
    ['(?<=a)b', 'invalid named capture'],
    ['(a)\\1', 'invalid escape sequence'],
    ['((a{99}){99}){99}', 'invalid repeat count'],
  ])('%s is rejected with one line', (typed, reason) => {
    expect(expression(typed)).toEqual({ complaint: `"${typed}" can't be looked for: ${reason}` });
  });

  const letter = fc.constantFrom('a', 'b', ' ', '\n', '0', 'é', '😀');
  const text = fc.string({ unit: letter, maxLength: 12 });
  const { node } = fc.letrec<{ node: string }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 4, depthSize: 'small' },
      fc.constantFrom('a', 'b', '.', '\\w', '\\W', '\\s', '[ab]', '[^a]', '\\d', '\\n', 'é', '^', '$', '\\b'),
      fc.array(tie('node'), { maxLength: 3 }).map((parts) => parts.join('')),
      fc.tuple(tie('node'), tie('node')).map((parts) => `(?:${parts.join('|')})`),
      fc
        .tuple(tie('node'), fc.constantFrom('*', '+', '?', '{2}', '{1,}', '{0,2}', '*?', '+?'))
        .map(([part, quantifier]) => `(${part})${quantifier}`),
    ),
  }));

  it.each(['', '(?i)', '(?s)'])('finds what JavaScript\'s engine finds, after "%s"', (leading) => {
    fc.assert(
      fc.property(node, text, (source, within) => {
        expect(matcherOf(leading + source)(within)).toBe(
          new RegExp(source, `mu${leading.replace(/\W/g, '')}`).test(within),
        );
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    ['(a+)+$', 'a'],
    ['(a|a)*b', 'a'],
    ['(.*)*x\\d', 'x'],
    ['\\s+$', ' '],
    ['(\\w+\\s?)+:$', 'word '],
    ['(a?){30}a{30}c', 'a'],
  ])('%s is searched for in a megabyte that would hang a backtracking engine', (typed, unit) => {
    const long = `${unit.repeat(1_000_000 / unit.length)}!`;
    expect(matcherOf(typed)(long)).toBe(false);
  });

  it('is searched for in text without repetition without keeping all steps', () => {
    const everything = Array.from({ length: 0xd000 }, (_, code) => String.fromCharCode(code + 1)).join('');
    expect(matcherOf('[a-z]\\p{L}{3}!')(everything.repeat(4))).toBe(false);
  });
});
