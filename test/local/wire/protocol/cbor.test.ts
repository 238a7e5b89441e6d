import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cborValue } from '../../../../src/local/wire/protocol/cbor-reader.ts';
import { cborBytes } from '../../../../src/local/wire/protocol/cbor-writer.ts';
import { Timestamp } from '../../../../src/local/wire/timestamp.ts';

const read = (hex: string) => cborValue(Buffer.from(hex, 'hex'));

describe('CBOR', () => {
  it('reads back whatever it wrote', () => {
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { depthSize: 'small' },
        fc.string({ unit: 'grapheme' }),
        fc.double({ noNaN: true }).filter((value) => !Object.is(value, -0)),
        fc.maxSafeInteger(),
        fc.boolean(),
        fc.constant(null),
        fc.integer().map((epochSeconds) => new Timestamp(epochSeconds * 1_000)),
        fc.array(tie('tree')),
        fc
          .dictionary(fc.string(), tie('tree'), { noNullPrototype: true })
          .filter((o) => !('__proto__' in o && Object.hasOwn(o, '__proto__'))),
      ),
    }));
    fc.assert(
      fc.property(tree, (value) => {
        expect(cborValue(cborBytes(value))).toEqual(value);
      }),
    );
  });

  it('at worst refuses, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        try {
          cborValue(Buffer.from(bytes));
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
        }
      }),
    );
  });

  it.each([
    ['a list of indefinite length', '9f0102ff', [1, 2]],
    ['a map of indefinite length', 'bf616101ff', { a: 1 }],
    ['a text in pieces', '7f61616162ff', 'ab'],
    ['half a float', 'f93e00', 1.5],
    ['a float', 'fa3fc00000', 1.5],
    ['a time', 'c11a514b67b0', new Timestamp(1_363_896_240_000)],
    ['an unknown tag', 'd8206161', 'a'],
  ])('reads %s', (_name, hex, expected) => {
    expect(read(hex)).toEqual(expected);
  });

  it.each([
    ['an early end', '62'],
    ['bytes after the value', '0101'],
    ['a list that is nested too deep', '81'.repeat(100)],
    ['a list that never ends', '9f01'],
    ['a length that exceeds any memory', '9bffffffffffffffff'],
  ])('refuses %s', (_name, hex) => {
    expect(() => read(hex)).toThrow(RangeError);
  });

  it.each([
    ['items of a list', 0x9f, 0x00],
    ['lists in a list', 0x9f, 0x80],
    ['members of a map', 0xbf, 0x60],
    ['pieces of bytes', 0x5f, 0x40],
    ['pieces of a text', 0x7f, 0x60],
  ])('refuses more %s than any request has', (_name, first, each) => {
    const bytes = Buffer.alloc(16 * 1_048_576, each);
    bytes[0] = first;
    bytes[bytes.length - 1] = 0xff;
    expect(() => cborValue(bytes)).toThrow('too many items');
  });

  it('leaves absent members out', () => {
    expect(cborValue(cborBytes({ a: undefined, b: 1 }))).toEqual({ b: 1 });
  });
});
