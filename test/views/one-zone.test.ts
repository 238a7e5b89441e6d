import { describe, expect, it } from 'vitest';
import { hostileScreens } from '../property/hostile-screens.ts';
import { SIZES } from './every-look.ts';
import { fleetOnScreen, LOOK, wordsOf } from './fleet/fleet-on-screen.ts';

/** `02:58Z`, `02:58:07.118Z`, and the name of the zone. */
const OF_UTC = /\d\d:\d\d(?::\d\d(?:\.\d+)?)?Z|\bUTC\b/;
const LOCAL = { ...LOOK, times: 'local' } as const;

describe.each(SIZES)('with local times, at $columns x $rows', (size) => {
  it('no screen shows a UTC time, not even in its header', () => {
    const { rows: _, ...screens } = hostileScreens(['checkout-api', 'cart-api'], size, LOCAL);
    expect(Object.keys(screens)).toEqual(expect.arrayContaining(['fleet', 'dashboard', 'log']));
    for (const [screen, rows] of Object.entries(screens))
      expect([screen, ...wordsOf(rows).filter((row) => OF_UTC.test(row))]).toEqual([screen]);
  });

  it('the clock of the fleet says that it is local', () => {
    const [header = ''] = fleetOnScreen({ ...size, look: LOCAL });
    expect(header).toMatch(/04:12(?::10)? local/);
  });
});
