import { describe, expect, it } from 'vitest';
import { lineText, lineWidth, span } from '../../src/terminal/line-layout.ts';
import { safe, safeText } from '../../src/terminal/safe-text.ts';
import { evenlyWrapped, wrappedLine } from '../../src/terminal/wrapped-line.ts';

describe('a wrapped line', () => {
  it.each([
    ['it took 10.0 s at most', 12, ['it took', '10.0 s', 'at most']],
    ['in 9 minutes', 4, ['in 9', 'minu', 'tes']],
    ['full in 12 (9 to 16)', 15, ['full in 12', '(9 to 16)']],
  ])('of %j keeps numbers and their units together', (text, width, rows) => {
    expect(wrappedLine([span('fact', safeText(text))], width).map(lineText)).toEqual(rows);
  });

  it.each([
    ['what fits', 'ten  cells', 10, ['ten  cells']],
    ['words', 'one two three four', 9, ['one two', 'three', 'four']],
    ['a word longer than a row', 'abcdefghij', 4, ['abcd', 'efgh', 'ij']],
    ['a word that fits into a row of its own', 'of ValueError', 10, ['of', 'ValueError']],
    ['a name of several words', 'UnsupportedImageException', 20, ['UnsupportedImage', 'Exception']],
    ['a path', '/var/task/node_modules/pg', 12, ['/var/task/', 'node_modules', '/pg']],
    ['wide characters', '日本語日本', 5, ['日本', '語日', '本']],
    ['a row narrower than a character', '日', 1, ['']],
    ['a space with a mark on it', 'one \u0301two', 5, ['one \u0301t', 'wo']],
    ['a mark with nothing to combine with', '\u0301one two', 4, ['\u00a0\u0301one', 'two']],
    ['a no-break space with a mark after a cut', 'abcd\n\u0301', 4, ['abcd', '␊\u0301']],
  ])('of %s', (_, text, width, rows) => {
    const wrapped = wrappedLine([span('fact', safeText(text))], width);
    expect(wrapped.map(lineText)).toEqual(rows);
    for (const row of wrapped) expect(lineWidth(row)).toBeLessThanOrEqual(width);
  });

  it('keeps a word whole even if its letters or neighbours differ in style', () => {
    const line = [
      span('fact', safe`slower since `),
      span('fact', safe`02:55`, true),
      span('dim', safe`Z; likely`),
    ];
    expect(wrappedLine(line, 18).map(lineText)).toEqual(['slower since', '02:55Z; likely']);
  });

  it.each([
    ['takes the word before it along', 'calls are turned away now', 22, ['calls are turned', 'away now']],
    ['stays where it was cut at a joint', 'of UnsupportedImages', 16, ['of Unsupported', 'Images']],
  ])('has a last word that %s', (_, text, width, rows) => {
    expect(wrappedLine([span('fact', safeText(text))], width).map(lineText)).toEqual(rows);
  });

  it('keeps the styles of a last word and of the one before it', () => {
    const line = [
      span('fact', safe`calls are turned `),
      span('warn', safe`away`, true),
      span('dim', safe` now`),
    ];
    expect(wrappedLine(line, 22)[1]).toEqual([span('warn', safe`away`, true), span('dim', safe` now`)]);
  });

  it('keeps a word that just fits', () => {
    expect(wrappedLine([span('fact', safe`seven letters and`)], 13).map(lineText)).toEqual([
      'seven letters',
      'and',
    ]);
  });
});

describe('an evenly wrapped line', () => {
  it.each([
    { width: 30, rows: ['all of it on one row'] },
    { width: 9, rows: ['all of', 'it on', 'one row'] },
    { width: 2, rows: ['al', 'l', 'of', 'it', 'on', 'on', 'e', 'ro', 'w'] },
  ])('is in $width cells in rows of much the same length: $rows', ({ width, rows }) => {
    expect(evenlyWrapped([span('fact', safe`all of it on one row`)], width).map(lineText)).toEqual(rows);
  });

  it.each([
    {
      words: 'bring it down. At 1.1 s, 53 are wanted.',
      rows: ['bring it down.', 'At 1.1 s, 53 are wanted.'],
    },
    {
      words: 'shortest: bring duration down. At 1.1 s as before, the same calls need 53.',
      rows: ['shortest: bring duration down.', 'At 1.1 s as before,', 'the same calls need 53.'],
    },
  ])('ends a row where the sentence pauses, if that takes no more rows: $rows', ({ words, rows }) => {
    expect(evenlyWrapped([span('fact', safeText(words))], 30).map(lineText)).toEqual(rows);
  });

  it('ends no row at a pause that leaves it mostly empty', () => {
    const line = [span('fact', safe`Now, every call is turned away.`)];
    expect(evenlyWrapped(line, 30).map(lineText)).toEqual(['Now, every call', 'is turned away.']);
  });

  it('keeps a name whole that fits into a row', () => {
    const line = [span('fact', safe`call image-resize-and-thumbnails less or more often`)];
    const rows = ['call', 'image-resize-and-thumbnails', 'less or more often'];
    expect(evenlyWrapped(line, 30).map(lineText)).toEqual(rows);
  });
});
