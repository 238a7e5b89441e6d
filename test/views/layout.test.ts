import { describe, expect, it } from 'vitest';
import { glyphSet } from '../../src/terminal/theme/glyphs.ts';
import { hostileScreens } from '../property/hostile-screens.ts';
import { GLYPHS, SIZES } from './every-look.ts';
import { fleetOnScreen, LOOK, wordsOf } from './fleet/fleet-on-screen.ts';
import { snapshotOf, THROTTLED } from './fleet/fleet-story.ts';
import { layoutComplaints } from './layout-complaints.ts';

/** Realistic function names and log lines. */
const TEXTS: Readonly<Record<string, readonly string[]>> = {
  'names of 64 characters': [
    'acme-production-eu-west-1-order-processing-xxxxxxx-legacy-export',
    'acme-production-eu-west-1-order-processing-xxxxxxxxxx-worker-001',
  ],
  'Chinese, Japanese, Korean, Arabic and emoji': [
    '注文-チェックアウト-api',
    '支払いに失敗しました 顧客=山田太郎',
    '결제가 완료되었습니다',
    'family 👩‍👩‍👧‍👦 done, flags 🇩🇪🇯🇵',
    'plane ✈️ heart ❤️ keycap 1️⃣ skin 👍🏽',
    'تم رفض الدفع: الرصيد غير كاف',
  ],
};

describe.each(Object.entries(TEXTS))('the layout with %s', (_, said) => {
  it.each(SIZES)('is correct on every screen at $columns x $rows', (size) => {
    for (const name of GLYPHS) {
      const screens = hostileScreens(said, size, { ...LOOK, glyphs: glyphSet(name) });
      for (const [screen, rows] of Object.entries(screens)) {
        if (screen === 'rows') continue;
        expect([screen, name, ...layoutComplaints(wordsOf(rows), size.columns)]).toEqual([screen, name]);
      }
    }
  });
});

describe('the layout of the cast', () => {
  it.each(SIZES)('is correct at $columns x $rows', (size) => {
    expect(layoutComplaints(fleetOnScreen(size), size.columns)).toEqual([]);
  });

  it('fails the check if it is broken', () => {
    const snapshot = snapshotOf({ functions: [THROTTLED] });
    const rows = fleetOnScreen({ snapshot }).map((row) =>
      row.replace(/^( ● )CRIT( +)checkout-api /, '$1Oops$2 checkout-api'),
    );
    expect(layoutComplaints([...rows, `${' '.repeat(119)}x`, ' orderId=1  l…'], 120)).toEqual([
      expect.stringMatching(/sign alone/),
      expect.stringMatching(/right margin/),
      expect.stringMatching(/although there is room/),
      expect.stringMatching(/scrap/),
      expect.stringMatching(/under FUNCTION/),
    ]);
  });
});
