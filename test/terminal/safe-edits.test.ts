import fc from 'fast-check';
import { expect, it } from 'vitest';
import { capitalized, partOf, repeated, replacedIn, upperCased } from '../../src/terminal/safe-edits.ts';
import { safe, safeText } from '../../src/terminal/safe-text.ts';

const CONTROL = /[\x00-\x1f\x7f-\x9f]/;

it('leaves safe text without a control character, whatever is done to it', () => {
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

it('replaces each match, and what stands for it is taken as it is', () => {
  expect(replacedIn(safe`it's Bob's`, /'/g, () => safe`$&`)).toBe('it$&s Bob$&s');
});

it('counts a part as slices are counted', () => {
  expect(partOf(safe`www.`, 0, -1)).toBe('www');
  expect(capitalized(safe`reserved 200`)).toBe('Reserved 200');
});
