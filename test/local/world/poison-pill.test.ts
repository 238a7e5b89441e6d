import { describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../../src/lambda/time.ts';
import { steady } from '../../../src/local/world/curve.ts';
import { simulatedWorld } from '../../../src/local/world/simulated-world.ts';
import type { World } from '../../../src/local/world/world.ts';
import { loggedWithin, START_MS, stream, tinyAccount, tinyFunction } from './tiny-account.ts';

const POISONED_MS = START_MS + 5 * MINUTE_MS;
const SHARD = 1;
const minuteAt = (index: number) => START_MS + index * MINUTE_MS;

function poisonedWorld(): World {
  const poisonPill = { shard: SHARD, writtenMs: POISONED_MS, failure: 'unknown' };
  const reader = tinyFunction('reader', {
    caller: { ...stream(40, 4), poisonPill } as ReturnType<typeof stream>,
    work: { failures: [{ name: 'unknown', share: steady(0), durationShare: 0.5, ending: 'exception' }] },
    story: {
      invocation: ({ lane, ending }, dice) => [
        { offsetMs: 1, level: 'INFO', message: `shard=${lane} first=${dice.hex(16)} ${ending}` },
      ],
    },
  });
  return simulatedWorld(tinyAccount([reader]), 1, START_MS);
}

const ages = (world: World, minute: number) =>
  world.metric('reader', 'IteratorAge', minuteAt(minute), minuteAt(minute + 10));

function recordsIn(world: World, minute: number) {
  return loggedWithin(world, 'reader', minuteAt(minute), minuteAt(minute + 1))
    .map(({ message }) => /shard=(\d) first=(\w+) (\w+)/.exec(message))
    .filter((match) => match !== null)
    .map(([, shard, first, ending]) => ({ shard: Number(shard), first, ending }));
}

describe('a record with which every batch fails', () => {
  it('makes the age of its shard grow by a minute a minute, and no other', () => {
    const world = poisonedWorld();

    expect(ages(world, 4)?.maximum).toBeLessThan(1_500);
    expect((ages(world, 25)?.maximum ?? 0) - (ages(world, 15)?.maximum ?? 0)).toBeGreaterThan(
      9.5 * MINUTE_MS,
    );
    expect((ages(world, 25)?.maximum ?? 0) - (ages(world, 15)?.maximum ?? 0)).toBeLessThan(10.5 * MINUTE_MS);
    expect(ages(world, 25)?.quantile(0.5)).toBeLessThan(1_500);
  });

  it('is retried as the same batch of the same shard', () => {
    const world = poisonedWorld();
    const failed = [10, 20, 30].flatMap((minute) =>
      recordsIn(world, minute).filter(({ ending }) => ending === 'unknown'),
    );

    expect(failed.length).toBeGreaterThan(5);
    expect(new Set(failed.map(({ first }) => first)).size).toBe(1);
    expect(new Set(failed.map(({ shard }) => shard))).toEqual(new Set([SHARD]));
  });

  it('does not stop the other shards', () => {
    const shards = recordsIn(poisonedWorld(), 20)
      .filter(({ ending }) => ending === 'success')
      .map(({ shard }) => shard);

    expect(new Set(shards)).toEqual(new Set([0, 2, 3]));
    expect(shards.length).toBeGreaterThan(3 * 50);
  });

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
