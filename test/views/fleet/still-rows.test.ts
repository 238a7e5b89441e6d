import { describe, expect, it } from 'vitest';
import { MINUTE_MS, SECOND_MS } from '../../../src/lambda/time.ts';
import { fleetRows } from '../../../src/views/fleet/fleet-rows.ts';
import type { FleetScene } from '../../../src/views/fleet/fleet-scene.ts';
import { INITIAL_FLEET } from '../../../src/views/fleet/fleet-state.ts';
import { createStillRows } from '../../../src/views/fleet/still-rows.ts';
import { fleetScene, LOOK } from './fleet-on-screen.ts';
import { CAST, NOW_MS, snapshotOf } from './fleet-story.ts';

describe('the rows of a fleet that nobody touches', () => {
  const snapshot = snapshotOf({ functions: CAST });
  const scene = fleetScene({ snapshot, nowMs: NOW_MS - (NOW_MS % MINUTE_MS) });
  const later = (ms: number): FleetScene => ({
    ...scene,
    // The screen lists them anew for each frame.
    shown: [...scene.shown],
    nowMs: scene.nowMs + ms,
  });

  it.each([
    [120, 40],
    [80, 24],
  ])('are the same but for the first while only the clock moves, at %i x %i', (columns, rows) => {
    const rowsOf = createStillRows();
    const [first, ...others] = rowsOf({ ...scene, columns, rows });
    const [firstAfter, ...othersAfter] = rowsOf({ ...later(SECOND_MS), columns, rows });
    // On a small screen, the clock shows no seconds.
    if (columns === 120) expect(firstAfter).not.toEqual(first);
    expect(othersAfter).toHaveLength(rows - 1);
    for (const [place, row] of othersAfter.entries()) expect(row).toBe(others[place]);
  });

  it.each<[string, FleetScene]>([
    ['a new snapshot', { ...scene, snapshot: snapshotOf({ functions: CAST.slice(1) }) }],
    ['another order', { ...scene, shown: scene.shown.toReversed() }],
    ['another cursor', { ...scene, state: { ...INITIAL_FLEET, selected: CAST.at(-1)!.name } }],
    ['another size', { ...scene, columns: 160 }],
    ['ages', { ...later(SECOND_MS), look: { ...LOOK, times: 'ago' } }],
    ['a minute', later(MINUTE_MS)],
    ['stale data', later(10 * MINUTE_MS)],
  ])('are those of %s at once', (_case, changed) => {
    const rowsOf = createStillRows();
    rowsOf(scene);
    expect(rowsOf(changed)).toEqual(fleetRows(changed));
  });

  it('tell younger ages within five seconds', () => {
    const aged = { ...scene, look: { ...LOOK, times: 'ago' as const } };
    const rowsOf = createStillRows();
    rowsOf(aged);
    const older = { ...aged, nowMs: aged.nowMs + 5 * SECOND_MS };
    expect(rowsOf(older)).toEqual(fleetRows(older));
  });
});
