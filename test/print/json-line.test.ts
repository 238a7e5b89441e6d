import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonLine, timeJson, visible } from '../../src/print/json-line.ts';
import { hostileText } from '../property/hostile-text.ts';

/** UTF-8 can't encode lone surrogates. */
const whole = (text: string) => Buffer.from(text).toString();

describe('a JSON line', () => {
  // jq fails on a lone surrogate, and its reader loses everything after it.
  it.each([
    ['\ud800', '\ufffd'],
    ['cut in \ud83d', 'cut in \ufffd'],
    ['\ud800\ud83d\ude80', '\ufffd🚀'],
    ['\\ud800', '\\\\ud800'],
    ['\\\ud800', '\\\\\ufffd'],
  ])('of %j has no half characters', (text, json) => {
    expect(jsonLine({ text })).toBe(`{"text":"${json}"}`);
  });

  it.each(['plain', 'café', '日本語', '🚀', 'e\u0301', '"quoted" \\ and\ttab'])(
    'leaves %j readable',
    (text) => {
      expect(jsonLine({ text })).toBe(JSON.stringify({ text }));
    },
  );

  it('is the same value, whatever the text, except for half characters', () => {
    fc.assert(
      fc.property(hostileText, hostileText, (name, text) => {
        const value = { [`k${whole(name)}`]: [whole(text), null, 1] };
        expect(JSON.parse(jsonLine({ [`k${name}`]: [text, null, 1] }))).toEqual(value);
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

  it('is escaped the same among others as alone', () => {
    fc.assert(
      fc.property(fc.array(hostileText, { minLength: 1 }), (texts) => {
        const lines = texts.map((text) => JSON.stringify({ text: text.toWellFormed() }));
        expect(visible(lines.join('\n'))).toBe(lines.map(visible).join('\n'));
      }),
    );
  });
});

describe('a time in a JSON line', () => {
  it.each([
    0, 7, 999, 1_000, 1_001, 1_795_694_300_000, 1_795_694_300_099, 253_402_300_799_999, 1_234.5, -1, -1_000,
  ])('of %d ms is that number', (ms) => {
    expect(timeJson(ms)).toBe(String(ms));
  });

  it('is that number, whatever the time', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), (ms) => {
        expect(timeJson(ms)).toBe(String(ms));
      }),
    );
  });
});
