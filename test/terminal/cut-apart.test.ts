import { expect, it } from 'vitest';
import { cutApart } from '../../src/terminal/cut-apart.ts';
import { cutName } from '../../src/terminal/cut-name.ts';
import { displayWidth } from '../../src/terminal/display-width.ts';
import { safe, safeText } from '../../src/terminal/safe-text.ts';

const cutsOf = (names: readonly string[], width: number) => [
  ...cutApart(names.map(safeText), width, safe`…`, (name) => cutName(name, width, safe`…`)).values(),
];

it.each([
  { names: ['cart-api', 'checkout-api'], width: 14, cuts: ['cart-api', 'checkout-api'] },
  {
    names: ['order-stream-consumer', 'ledger-stream-consumer'],
    width: 14,
    cuts: ['orde…-consumer', 'ledg…-consumer'],
  },
  {
    names: ['orders-created-handler-prod', 'orders-updated-handler-prod', 'refunds'],
    width: 14,
    cuts: ['…created-hand…', '…updated-hand…', 'refunds'],
  },
  {
    names: [
      'acme-orders-eu-export-nightly',
      'acme-orders-us-export-nightly',
      'acme-orders-us-import-nightly',
    ],
    width: 14,
    cuts: ['…eu-export-ni…', '…us-export-ni…', '…us-import-ni…'],
  },
  {
    names: ['orders-created-handler', 'orders-created-handler-again-handler'],
    width: 12,
    cuts: ['…ted-handler', '…-again-han…'],
  },
])('$names are told apart in $width cells', ({ names, width, cuts }) => {
  const told = cutsOf(names, width);
  expect(new Set(told).size).toBe(names.length);
  for (const cut of told) expect(displayWidth(safeText(cut))).toBeLessThanOrEqual(width);
  expect(told).toEqual(cuts);
});
