import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonLine } from '../../src/print/json-line.ts';
import { hostileText } from '../property/hostile-text.ts';

describe('a JSON line', () => {
  it.each([
    { what: 'a C1 control', text: '\u009b31m', json: '\\u009b31m' },
    { what: 'DEL', text: 'a\x7f', json: 'a\\u007f' },
    { what: 'a bidi override', text: '\u202egnp', json: '\\u202egnp' },
    { what: 'a zero-width space', text: 'a\u200bb', json: 'a\\u200bb' },
    { what: 'a line separator', text: '\u2028', json: '\\u2028' },
    { what: 'a tag beyond U+FFFF', text: '\u{e0041}', json: '\\udb40\\udc41' },
    { what: 'a lone surrogate', text: '\ud800', json: '\\ud800' },
    { what: 'ESC', text: '\x1b', json: '\\u001b' },
  ])('escapes $what', ({ text, json }) => {
    expect(jsonLine({ text })).toBe(`{"text":"${json}"}`);
  });

  it.each(['plain', 'café', '日本語', '🚀', 'e\u0301', '"quoted" \\ and\ttab'])(
    'leaves %j readable',
    (text) => {
      expect(jsonLine({ text })).toBe(JSON.stringify({ text }));
    },
  );

  it('is the same value, whatever the text', () => {
    fc.assert(
      fc.property(hostileText, hostileText, (name, text) => {
        const value = { [`k${name}`]: [text, null, 1] };
        expect(JSON.parse(jsonLine(value))).toEqual(value);
      }),
    );
  });

  it('is one line that does nothing to a terminal, whatever the text', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        expect(jsonLine({ text })).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u);
      }),
    );
  });
});
