import { afterEach, describe, expect, it } from 'vitest';
import type { EpochMs } from '../../src/lambda/time.ts';
import { type LocalAwsServer, startLocalAws } from '../../src/local/server.ts';
import type { World } from '../../src/local/world/world.ts';
import { LOG_START_MS, NOW_MS, tinyWorld } from './wire/tiny-world.ts';

const PIECE_MS = 5 * 60_000;

let server: LocalAwsServer | null = null;
afterEach(() => server?.close());

/** The moments to which a world is advanced, until it has caught up with a clock that stands still. */
function momentsUntilNow(): Promise<readonly EpochMs[]> {
  const moments: EpochMs[] = [];
  return new Promise((resolve, reject) => {
    const advanceTo = (momentMs: EpochMs) => {
      moments.push(momentMs);
      if (momentMs === NOW_MS) resolve(moments);
    };
    const world: World = { ...tinyWorld(), advanceTo };
    startLocalAws({ world, clock: { now: () => NOW_MS }, port: 0, quotas: false }).then((started) => {
      server = started;
    }, reject);
  });
}

describe('a local AWS without requests', () => {
  it('runs its world up to the clock, in pieces that let requests through', async () => {
    const moments = await momentsUntilNow();
    const pieces = moments.map((momentMs, index) => momentMs - (moments[index - 1] ?? LOG_START_MS));

    expect(pieces.length).toBeGreaterThan(3);
    expect(Math.min(...pieces)).toBeGreaterThan(0);
    expect(Math.max(...pieces)).toBeLessThanOrEqual(PIECE_MS);
  });
});
