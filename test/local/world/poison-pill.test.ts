import { describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../../src/lambda/time.ts';
import { steady } from '../../../src/local/world/curve.ts';
import { simulatedWorld } from '../../../src/local/world/simulated-world.ts';
import type { World } from '../../../src/local/world/world.ts';
import { START_MS, stream, tinyAccount, tinyFunction } from './tiny-account.ts';

const POISONED_MS = START_MS + 5 * MINUTE_MS;
const minuteAt = (index: number) => START_MS + index * MINUTE_MS;

function poisonedWorld(): World {
  const poisonPill = { shard: 1, writtenMs: POISONED_MS, failure: 'unknown' };
  const reader = tinyFunction('reader', {
    caller: { ...stream(40, 4), poisonPill } as ReturnType<typeof stream>,
    work: { failures: [{ name: 'unknown', share: steady(0), durationShare: 0.5, ending: 'exception' }] },
  });
  return simulatedWorld(tinyAccount([reader]), 1, START_MS);
}

describe('a record with which every batch fails', () => {
  it('is the last batch reported by the event source mapping', () => {
    const world = poisonedWorld();
    const { uuid } = world.mappings[0]!;

    expect(world.lastProcessingResult(uuid, POISONED_MS)).toBe('OK');
    expect(world.lastProcessingResult(uuid, minuteAt(20))).toBe('PROBLEM: Function call failed');
  });

  it('is dropped by the stream after a day, with everything written before it', () => {
    const world = poisonedWorld();
    const afterMs = POISONED_MS + 25 * 60 * MINUTE_MS;

    world.advanceTo(afterMs);

    expect(world.lastProcessingResult(world.mappings[0]!.uuid, afterMs)).toBe('OK');
    expect(world.truth.minute('reader', afterMs - MINUTE_MS).errors).toBe(0);
  });
});
