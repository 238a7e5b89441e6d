import { describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../../src/lambda/time.ts';
import { ramp, recurring, steps } from '../../../src/local/world/curve.ts';
import { TimedChunks } from '../../../src/local/world/record/timed-chunks.ts';

describe('a curve', () => {
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
