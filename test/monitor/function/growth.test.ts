import { describe, expect, it } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '../../../src/lambda/time.ts';
import { RandomStream } from '../../../src/local/world/chance/random-stream.ts';
import { createWorld } from '../../../src/local/world/create-world.ts';
import { growsSince, growthPerMinute } from '../../../src/monitor/function/growth.ts';

const poolOf = (levels: readonly (number | null)[]) =>
  levels.map((unreservedInUse, index) => ({ minuteMs: index * MINUTE_MS, unreservedInUse }));
const flat = Array.from({ length: 40 }, (_, index) => 100 + (index % 2));
const climb = Array.from({ length: 12 }, (_, index) => 120 + 20 * index);

const DEMO_START_MS = Date.parse('2026-11-24T03:12:10Z');

/** The hour until a few minutes after the start of the demo, in which image-resize fills the pool. */
function poolOfDemo(seed: number) {
  const world = createWorld({ seed, nowMs: DEMO_START_MS, cast: 'demo' });
  const grewMs = world.truth.incidents.find(({ functionName }) => functionName === 'image-resize')!.sinceMs;
  const minutes = Array.from({ length: 60 }, (_, place) => {
    const minuteMs = grewMs + (place - 46) * MINUTE_MS;
    const busy = world.metric(null, 'UnreservedConcurrentExecutions', minuteMs, grewMs + HOUR_MS);
    return { minuteMs, unreservedInUse: busy?.maximum ?? null };
  });
  return { minutes, grewMs };
}

describe('growth per minute', () => {
  it.each([
    ['counts minutes without data', [10, null, null, 40], 10],
    ['leaves out minutes without data at both ends', [null, 10, 20, null], 10],
    ['may be negative', [40, 10], -30],
    ['is not known from one value', [null, 10, null], null],
    ['is not known from none', [], null],
  ])('%s', (_case, values, growth) => {
    expect(growthPerMinute(values)).toBe(growth);
  });
});

describe('the pool', () => {
  it('began to grow when it left its quiet minutes', () => {
    expect(growsSince(poolOf([...flat, ...climb]))).toBe(40 * MINUTE_MS);
  });

  it('began to grow when the incident of the demo began, as soon and as long as it grows', () => {
    for (const seed of [1, 4]) {
      const { minutes, grewMs } = poolOfDemo(seed);
      for (const grown of [7, 10, 13])
        expect(growsSince(minutes.filter(({ minuteMs }) => minuteMs < grewMs + grown * MINUTE_MS))).toBe(
          grewMs,
        );
    }
  });

  it.each([
    ['at once', (minute: number) => (minute < 0 ? 100 : 300)],
    ['after it had fallen', (minute: number) => (minute < -20 ? 400 : 100 + 24 * Math.max(0, minute + 0.5))],
    ['slowly', (minute: number) => 100 + 6 * Math.max(0, minute + 0.5)],
    ['fast', (minute: number) => 100 + 24 * Math.max(0, minute + 0.5)],
  ])('began to grow nearly when it did, nine times in ten, if it grows %s', (_how, levelAt) => {
    const dice = new RandomStream(1);
    const off = Array.from({ length: 50 }, () => {
      const levels = Array.from({ length: 60 }, (_, minute) => {
        const level = levelAt(minute - 45);
        return Math.round(level + Math.sqrt(level) * dice.normal());
      });
      return Math.abs((growsSince(poolOf(levels)) ?? 0) / MINUTE_MS - 45);
    });
    expect(off.filter((minutes) => minutes <= 2).length).toBeGreaterThanOrEqual(45);
  });

  it('began to grow at the same minute as long as it grows', () => {
    const pool = poolOf([...flat, ...climb]);
    expect(growsSince(pool.slice(0, -4))).toBe(growsSince(pool));
  });

  it.each([
    ['it is flat', [5, 5, 5, 5]],
    ['it is unknown', [null, null]],
  ])('has no start of growth when %s', (_case, levels) => {
    expect(growsSince(poolOf(levels))).toBeNull();
  });
});
