import fc from 'fast-check';
import { expect, it } from 'vitest';
import { cutApart } from '../../src/terminal/cut-apart.ts';
import { cutName } from '../../src/terminal/cut-name.ts';
import { displayWidth } from '../../src/terminal/display-width.ts';
import { safe, safeText } from '../../src/terminal/safe-text.ts';

const cutsOf = (names: readonly string[], width: number) => [
  ...cutApart(names.map(safeText), width, safe`…`, (name) => cutName(name, width, safe`…`)).values(),
];

it.each([
  {
    names: ['order-stream-consumer', 'ledger-stream-consumer'],
    width: 14,
    cuts: ['orde…-consumer', 'ledg…-consumer'],
  },
  {
    names: ['orders-created-handler', 'orders-created-handler-again-handler'],
    width: 12,
    cuts: ['…ted-handler', '…-again-han…'],
  },
  {
    names: ['payments', 'invoices'].flatMap((of) =>
      ['created', 'updated'].map((what) => `${of}-${what}-handler-prod`),
    ),
    width: 14,
    cuts: ['payment…creat…', 'payment…updat…', 'invoice…creat…', 'invoice…updat…'],
  },
])('$names are told apart in $width cells', ({ names, width, cuts }) => {
  const told = cutsOf(names, width);
  expect(new Set(told).size).toBe(names.length);
  for (const cut of told) expect(displayWidth(safeText(cut))).toBeLessThanOrEqual(width);
  expect(told).toEqual(cuts);
});

const WORDS = ['orders', 'order', 'payments', 'invoices', 'created', 'updated', 'handler', 'eu', 'us'];
const someNames = fc.uniqueArray(
  fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 6 }).map((words) => words.join('-')),
  { maxLength: 40 },
);

it('no two names that words are joined to look alike', () => {
  fc.assert(
    fc.property(someNames, fc.constantFrom(14, 24), (names, width) => {
      const told = cutsOf(names, width);
      expect(new Set(told).size).toBe(names.length);
      for (const cut of told) expect(displayWidth(safeText(cut))).toBeLessThanOrEqual(width);
    }),
    { numRuns: 500 },
  );
});
