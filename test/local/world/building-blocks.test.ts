import { describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../../src/lambda/time.ts';
import { mixed, shareOf } from '../../../src/local/world/chance/hash.ts';
import { RandomStream } from '../../../src/local/world/chance/random-stream.ts';
import { diurnal, ramp, recurring, spikes, steps } from '../../../src/local/world/curve.ts';
import { TimedChunks } from '../../../src/local/world/record/timed-chunks.ts';
import { Agenda } from '../../../src/local/world/schedule/agenda.ts';

describe('a random stream', () => {
  const draws = (draw: (random: RandomStream) => number) => {
    const random = new RandomStream(42);
    return Array.from({ length: 100_000 }, () => draw(random));
  };
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const deviation = (values: readonly number[]) =>
    Math.sqrt(mean(values.map((value) => value ** 2)) - mean(values) ** 2);

  it.each([
    {
      kind: 'shares',
      draw: (random: RandomStream) => random.share(),
      mean: 0.5,
      deviation: Math.sqrt(1 / 12),
    },
    { kind: 'waiting times', draw: (random: RandomStream) => random.exponential(), mean: 1, deviation: 1 },
    { kind: 'normal draws', draw: (random: RandomStream) => random.normal(), mean: 0, deviation: 1 },
  ])('draws $kind with the expected mean and deviation', (each) => {
    const values = draws(each.draw);

    expect(Math.abs(mean(values) - each.mean)).toBeLessThan(0.01);
    expect(Math.abs(deviation(values) - each.deviation)).toBeLessThan(0.01);
  });

  it('has waiting times with a long tail', () => {
    expect(Math.max(...draws((random) => random.exponential()))).toBeGreaterThan(9);
  });
});

describe('a hash', () => {
  it('spreads neighbours over the whole range', () => {
    const buckets = new Set(
      Array.from({ length: 1_000 }, (_, index) => Math.floor(shareOf(mixed(1, index)) * 50)),
    );

    expect(buckets.size).toBe(50);
  });
});

describe('a curve', () => {
  it.each([
    { minute: -1, value: 1 },
    { minute: 0, value: 5 },
    { minute: 9.9, value: 5 },
    { minute: 10, value: 2 },
  ])('in steps is $value at minute $minute', ({ minute, value }) => {
    const curve = steps(1, [
      [0, 5],
      [10, 2],
    ]);

    expect(curve(minute * MINUTE_MS)).toBe(value);
  });

  it.each([
    { minute: -5, value: 10 },
    { minute: 5, value: 15 },
    { minute: 10, value: 20 },
    { minute: 15, value: 10 },
    { minute: 99, value: 0 },
  ])('along a ramp is $value at minute $minute', ({ minute, value }) => {
    const curve = ramp([
      [0, 10],
      [10, 20],
      [20, 0],
    ]);

    expect(curve(minute * MINUTE_MS)).toBe(value);
  });

  it.each([
    { minute: 95, value: 0 },
    { minute: 98, value: 7 },
    { minute: 105, value: 0 },
    { minute: 338, value: 7 },
    { minute: -142, value: 7 },
    { minute: -100, value: 0 },
  ])('that recurs is $value at minute $minute', ({ minute, value }) => {
    const story = steps(0, [
      [-3, 7],
      [2, 0],
    ]);

    expect(recurring(100 * MINUTE_MS, 240 * MINUTE_MS, 60 * MINUTE_MS, story)(minute * MINUTE_MS)).toBe(
      value,
    );
  });

  it('over a day is lowest at its quietest hour', () => {
    const curve = diurnal(10, 30, 3);

    expect(curve(3 * 60 * MINUTE_MS)).toBeCloseTo(10);
    expect(curve(15 * 60 * MINUTE_MS)).toBeCloseTo(30);
  });

  it('with spikes rises for a while in each period', () => {
    const curve = spikes(10, 3, 20 * MINUTE_MS, 2 * MINUTE_MS);

    expect([0, 1, 2, 19, 20].map((minute) => curve(minute * MINUTE_MS))).toEqual([30, 30, 10, 10, 30]);
  });
});

describe('an agenda', () => {
  it('runs processes in order of time, and of the list at the same time', () => {
    const acts: string[] = [];
    const process = (name: string, everyMs: number) => ({
      firstMs: everyMs,
      act: (nowMs: number) => {
        acts.push(`${name}${nowMs}`);
        return nowMs + everyMs;
      },
    });

    new Agenda([process('a', 3), process('b', 2), process('c', 6)]).runUntil(7);

    expect(acts).toEqual(['b2', 'a3', 'b4', 'a6', 'b6', 'c6']);
  });
});

describe('chunks of timed items', () => {
  const filled = () => {
    const chunks = new TimedChunks((baseMs, cells) => ({ baseMs, offsetsMs: new Uint32Array(cells) }));
    for (let index = 0; index < 30_000; index++) chunks.push(1_000 + 2 * index);
    return chunks;
  };

  it.each([
    { timeMs: 0, sequence: 0 },
    { timeMs: 1_001, sequence: 1 },
    { timeMs: 41_000, sequence: 20_000 },
    { timeMs: 999_999, sequence: 30_000 },
  ])('find the first one from $timeMs ms', ({ timeMs, sequence }) => {
    expect(filled().firstFrom(timeMs)).toBe(sequence);
  });

  it('keep the sequence numbers of the rest when the oldest are dropped', () => {
    const chunks = filled();
    chunks.dropBefore(41_000);

    expect(chunks.first).toBeGreaterThan(0);
    expect(chunks.first).toBeLessThanOrEqual(20_000);
    expect(chunks.timeMs(25_000)).toBe(51_000);
    expect(chunks.firstFrom(51_000)).toBe(25_000);
    expect(chunks.timeMs(0)).toBe(0);
  });
});
