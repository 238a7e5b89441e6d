import { describe, expect, it } from 'vitest';
import { cutName } from '../../src/terminal/cut-name.ts';
import { displayWidth } from '../../src/terminal/display-width.ts';
import { safe, safeText } from '../../src/terminal/safe-text.ts';

describe('a name with little room', () => {
  it.each([
    ['is unchanged if it fits', 'checkout-api', 12, 'checkout-api'],
    [
      'loses its hash first',
      'checkout-prod-ChargeFunction-1A2B3C4D5E6F',
      30,
      'checkout-prod-ChargeFunction…',
    ],
    [
      'keeps what precedes its hash',
      'checkout-prod-ChargeFunction-1A2B3C4D5E6F',
      22,
      'checko…ChargeFunction…',
    ],
    [
      'loses both hashes of the CDK',
      'PaymentsStack-Charge5E7490E8-vCf8uoxLrsgX',
      22,
      'PaymentsStack-Charge…',
    ],
    ['never splits a wide character', '注文処理システム本番環境', 15, '注文…ム本番環境'],
    ['keeps both ends even in a few cells', 'checkout-api', 5, 'ch…pi'],
  ])('%s', (_, name, width, shown) => {
    const cut = cutName(safeText(name), width, safe`…`);
    expect(cut).toBe(shown);
    expect(displayWidth(cut)).toBeLessThanOrEqual(width);
  });
});
