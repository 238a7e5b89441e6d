import { describe, expect, it } from 'vitest';
import { poolPressure } from '../../../src/triage/cause/pool.ts';
import type { TroubledFunction } from '../../../src/triage/cause/troubled-function.ts';
import { DEFAULT_THRESHOLDS } from '../../../src/triage/thresholds.ts';
import { assessmentOf, minutesOf, poolOf700, RESERVED_100, rejected, times, troubled } from '../troubled.ts';

function sharing(name: string, inUse: number | null, more: Partial<TroubledFunction> = {}) {
  return troubled(name, { assessment: assessmentOf(poolOf700(inUse), { level: 5 }), ...more });
}

function growing(name: string, inUse: number, growthPerMinute: number | null, level = 5) {
  return sharing(name, inUse, { growthPerMinute, assessment: assessmentOf(poolOf700(inUse), { level }) });
}

function pressureOf(functions: readonly TroubledFunction[], poolGrowthPerMinute: number | null = null) {
  return poolPressure(functions, poolGrowthPerMinute, DEFAULT_THRESHOLDS);
}

describe('the pressure on the account pool', () => {
  it.each([
    { inUse: 490, severity: 'warn' },
    { inUse: 595, severity: 'crit' },
  ])('is $severity with $inUse of 700 in use', ({ inUse, severity }) => {
    expect(pressureOf([sharing('a', inUse)])?.severity ?? null).toBe(severity);
  });

  it.each([
    { minutes: 10, severity: 'crit' },
    { minutes: 31, severity: null },
  ])('is $severity for a pool that will be full in $minutes minutes', ({ minutes, severity }) => {
    const eta = { earlyMs: 0, likelyMs: minutes * 60_000, lateMs: 7_200_000 };
    const functions = [sharing('a', 300, { assessment: assessmentOf(poolOf700(300), { eta }) })];
    expect(pressureOf(functions)?.severity ?? null).toBe(severity);
  });

  it.each([
    {
      case: 'no function shares the pool',
      functions: [troubled('a', { assessment: assessmentOf(RESERVED_100) })],
    },
    { case: 'there are no functions', functions: [] },
    { case: 'its use could not be read', functions: [sharing('a', null)] },
  ])('is unknown when $case', ({ functions }) => {
    expect(pressureOf(functions)).toBeNull();
  });

  it('is based on functions whose minute is the newest', () => {
    const late = { minutes: minutesOf(...times(5, {})) };
    expect(pressureOf([sharing('late', 690, late), sharing('prompt', 400)])).toBeNull();
    expect(pressureOf([sharing('late', 400, late), sharing('prompt', 690)])?.use).toBeCloseTo(690 / 700);
  });

  it('ignores the forecast of a function that is throttled while the pool has room', () => {
    const now = { earlyMs: 0, likelyMs: 0, lateMs: 0 };
    const throttled = rejected('a', 10, 140);
    const functions = [{ ...throttled, assessment: { ...throttled.assessment, eta: now } }];
    expect(pressureOf(functions)).toBeNull();
  });

  it.each([
    { inUse: 300, minutes: 20, shortMs: 1_200_000 },
    { inUse: 500, minutes: 8, shortMs: 480_000 },
    { inUse: 500, minutes: 20, shortMs: null },
    { inUse: 600, minutes: 8, shortMs: null },
  ])('depends on time ($shortMs) with $inUse of 700 in use and $minutes minutes left', (pool) => {
    const eta = { earlyMs: 0, likelyMs: pool.minutes * 60_000, lateMs: 7_200_000 };
    const functions = [
      sharing('a', pool.inUse, { assessment: assessmentOf(poolOf700(pool.inUse), { eta }) }),
    ];
    expect(pressureOf(functions)?.shortMs).toBe(pool.shortMs);
  });
});

describe('the culprit', () => {
  it.each([
    {
      case: 'the function that makes most of the growth',
      functions: [growing('a', 600, 2), growing('image-resize', 600, 22)],
      poolGrowth: 24,
      culprit: 'image-resize',
      growth: 22,
    },
    {
      case: 'nobody if the growth is spread',
      functions: [growing('a', 600, 8), growing('b', 600, 8), growing('c', 600, 8)],
      poolGrowth: 24,
      culprit: null,
      growth: 24,
    },
    {
      case: 'nobody if the growth is noise on a high level',
      functions: [growing('a', 520, 0.4)],
      poolGrowth: 0.5,
      culprit: null,
      growth: 0.5,
    },
  ])('is $case', ({ functions, poolGrowth, culprit, growth }) => {
    expect(pressureOf(functions, poolGrowth)).toMatchObject({ culprit, growthPerMinute: growth });
  });

  it.each([
    { case: 'the function that keeps half of the pool busy', levels: [412, 20], holder: 'f0', level: 412 },
    { case: 'nobody if the use is spread', levels: [200, 150, 150, 150], holder: null, level: null },
  ])('aside, the holder is $case', ({ levels, holder, level }) => {
    const functions = levels.map((each, index) => growing(`f${index}`, 690, 0, each));
    expect(pressureOf(functions, 0)?.holder ?? null).toEqual(
      holder === null ? null : { functionName: holder, level },
    );
  });
});
