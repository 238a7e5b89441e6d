import fc from 'fast-check';
import { expect, it } from 'vitest';
import { capitalized, partOf, repeated, replacedIn, upperCased } from '../../src/terminal/safe-edits.ts';
import { safe, safeText } from '../../src/terminal/safe-text.ts';

const CONTROL = /[\x00-\x1f\x7f-\x9f]/;

it('edits of safe text add no control character', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.nat(40), fc.nat(40), (raw, from, to) => {
      const text = safeText(raw);
      const edited = [
        partOf(text, from, to),
        replacedIn(text, /./gu, (sign) => safe`<${sign}>`),
        repeated(text, 2),
        capitalized(text),
        upperCased(text),
      ];
      for (const each of edited) expect(each).not.toMatch(CONTROL);
    }),
  );
});

it('a replacement is used literally for each match', () => {
  expect(replacedIn(safe`it's Bob's`, /'/g, () => safe`$&`)).toBe('it$&s Bob$&s');
});

it('a part is counted like a slice', () => {
  expect(partOf(safe`www.`, 0, -1)).toBe('www');
  expect(capitalized(safe`reserved 200`)).toBe('Reserved 200');
});
