import { SECOND_MS } from '../../lambda/time.ts';
import { connectionState } from '../../monitor/fleet/freshness.ts';
import type { ScreenRow } from '../parts/frame/screen-row.tsx';
import { accountRow } from './fleet-header.ts';
import { fleetRows } from './fleet-rows.ts';
import type { FleetScene } from './fleet-scene.ts';

/** How often ages advance below the clock; most of them are told in minutes. */
const AGES_ADVANCE_MS = 5 * SECOND_MS;

/**
 * The rows of the fleet, which are made anew when something on them changes. While only the clock moves, that is the
 * account's row alone: all the others are the same objects as before.
 */
export function createStillRows(): (scene: FleetScene) => readonly ScreenRow[] {
  let last: FleetScene | null = null;
  let still: readonly ScreenRow[] = [];
  return (scene) => {
    if (last === null || !isSame(last, scene)) {
      [, ...still] = fleetRows(scene);
      // Not before: React draws once more what has thrown, and would be given the rows of before.
      last = scene;
    }
    return [accountRow(scene), ...still];
  };
}

function isSame(one: FleetScene, other: FleetScene): boolean {
  return isSameMoment(one, other) && isSameList(one.shown, other.shown) && isSameApart(one, other);
}

function isSameMoment({ snapshot: { connection }, nowMs }: FleetScene, other: FleetScene): boolean {
  return (
    Math.floor(nowMs / AGES_ADVANCE_MS) === Math.floor(other.nowMs / AGES_ADVANCE_MS) &&
    connectionState(connection, nowMs) === connectionState(other.snapshot.connection, other.nowMs)
  );
}

function isSameList(one: FleetScene['shown'], other: FleetScene['shown']): boolean {
  return one.length === other.length && one.every((status, place) => status === other[place]);
}

const COMPARED_ABOVE: ReadonlySet<string> = new Set<keyof FleetScene>(['nowMs', 'shown']);

function isSameApart(one: FleetScene, other: FleetScene): boolean {
  const keys = Object.keys(other) as (keyof FleetScene)[];
  return keys.every((key) => COMPARED_ABOVE.has(key) || one[key] === other[key]);
}
