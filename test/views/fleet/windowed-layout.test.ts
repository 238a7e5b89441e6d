import { describe, expect, it } from 'vitest';
import { windowWords } from '../../../src/views/fleet/windowed-layout.ts';
import { fleetOnScreen, fleetScene, rowWith } from './fleet-on-screen.ts';

describe('the window of the fleet', () => {
  it.each([
    [null, 'USE 15 MIN'],
    [5, 'USE 5 MIN'],
    [60, 'USE 1 H'],
    [180, 'USE 3 H'],
    [1_440, 'USE 3 H'],
  ])('of %s minutes shows how far back the use column goes', (windowMinutes, title) => {
    expect(rowWith(fleetOnScreen({ windowMinutes }), 'REQ/s')).toContain(title);
  });

  it('says what a cell of a long window holds, and that the other columns are of one minute', () => {
    expect(windowWords(fleetScene(), 60)).toBe(
      'use of the last hour, a cell the peak of 4 min; other columns: the last settled minute, as ever',
    );
  });

  it('says that the fleet goes back less far than a dashboard', () => {
    expect(windowWords(fleetScene(), 1_440)).toBe('dashboards show the last 24 h, the fleet the last 3 h');
  });

  it('says at 80 columns that it only applies to dashboards', () => {
    expect(windowWords(fleetScene({ columns: 80, rows: 24 }), 60)).toBe(
      'dashboards show the last hour; the fleet has no room for it',
    );
  });

  it('has room for its words at 100 columns', () => {
    for (const minutes of [5, 15, 30, 60, 180, 1_440])
      expect(windowWords(fleetScene({ columns: 100 }), minutes).length).toBeLessThanOrEqual(98);
  });
});
