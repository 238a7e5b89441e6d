import { describe, expect, it } from 'vitest';
import { cutName } from '../../src/terminal/cut-name.ts';
import { displayWidth } from '../../src/terminal/display-width.ts';
import { safe, safeText } from '../../src/terminal/safe-text.ts';

describe('a name for which there is little room', () => {
  it.each([
    ['stays as it is where it fits', 'checkout-api', 12, 'checkout-api'],
    [
      'keeps its end before its start',
      'acme-production-eu-west-1-legacy-export',
      22,
      'acme-pr…-legacy-export',
    ],
    [
      'gives its hash away first',
      'checkout-prod-ChargeFunction-1A2B3C4D5E6F',
      30,
      'checkout-prod-ChargeFunction…',
    ],
    [
      'keeps what stands before its hash',
      'checkout-prod-ChargeFunction-1A2B3C4D5E6F',
      22,
      'checko…ChargeFunction…',
    ],
    [
      'gives both hashes of the CDK away',
      'PaymentsStack-Charge5E7490E8-vCf8uoxLrsgX',
      22,
      'PaymentsStack-Charge…',
    ],
    ['takes no word for a hash', 'orders-reconciliation-processing', 22, 'orders-…ion-processing'],
    ['never halves a wide character', '注文処理システム本番環境', 15, '注文…ム本番環境'],
    ['has two ends in a few cells, too', 'checkout-api', 5, 'ch…pi'],
  ])('%s', (_, name, width, shown) => {
    const cut = cutName(safeText(name), width, safe`…`);
    expect(cut).toBe(shown);
    expect(displayWidth(cut)).toBeLessThanOrEqual(width);
  });
});
