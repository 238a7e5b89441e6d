import { describe, expect, it } from 'vitest';
import { shareOfLimit, timeLeft } from '../../../src/capacity/assessment.ts';
import type { CapacityMemory } from '../../../src/capacity/capacity-memory.ts';
import { assess } from '../../../src/capacity/judging/assess.ts';
import {
  busyMinute,
  DENIED,
  known,
  missingMinute,
  pooledEvidence,
  poolMinutes,
  reservedEvidence,
  steady,
} from '../capacity-minutes.ts';
import { seenInFlight } from '../in-flight-marks.ts';

const MINUTES = 15;

describe('an assessment', () => {
  it.each([
    {
      case: 'throttles, whatever the use',
      flag: 'throttling',
      reason: 'rejecting now',
      minutes: [...steady(14, 20), busyMinute(14, 20, { throttles: 3 })],
    },
    {
      case: 'a peak at the limit',
      flag: 'near',
      reason: 'at the limit now',
      minutes: steady(MINUTES, 60, { observedMax: 100 }),
    },
    {
      case: 'a steady load whose peak will meet the limit',
      flag: 'near',
      reason: 'steady load',
      minutes: steady(MINUTES, 80),
    },
    {
      case: 'a load that rises towards the limit',
      flag: 'near',
      reason: 'rising',
      minutes: Array.from({ length: MINUTES }, (_, index) => busyMinute(index, 10 + 4 * index)),
    },
    { case: 'a load far below the limit', flag: 'ok', reason: null, minutes: steady(MINUTES, 30) },
    { case: 'idleness', flag: 'ok', reason: null, minutes: steady(MINUTES, 0, { invocations: 0 }) },
  ])('is $flag for $case', ({ minutes, flag, reason }) => {
    expect(assess(reservedEvidence(100, minutes))).toMatchObject({ flag, reason });
  });

  it('has no band away from what was observed in its minute', () => {
    const unlike = busyMinute(60, 30, { observedMax: 80 });
    const { low, high } = assess(reservedEvidence(100, [...steady(60, 30, { observedMax: 40 }), unlike]));
    expect(low).toBeLessThanOrEqual(40);
    expect(high).toBeGreaterThanOrEqual(80);
  });

  it('is not based on the mean alone: 80 % of a large limit is calm, 80 % of a small one is not', () => {
    expect(assess(reservedEvidence(1_000, steady(MINUTES, 800))).flag).toBe('ok');
    expect(assess(reservedEvidence(50, steady(MINUTES, 40))).flag).toBe('near');
  });

  it('sees bursts that the mean hides', () => {
    const calm = assess(reservedEvidence(100, steady(MINUTES, 40, { observedMax: 55 })));
    const bursty = assess(reservedEvidence(100, steady(MINUTES, 40, { observedMax: 90 })));
    expect(calm.flag).toBe('ok');
    expect(bursty.flag).toBe('near');
    expect(bursty.risk).toBeGreaterThan(calm.risk ?? 1);
  });

  it('warns before the first throttle of a steady climb', () => {
    const climb = Array.from({ length: 25 }, (_, index) => busyMinute(index, 60 + 5 * index));
    const first = climb.findIndex(
      (_, index) => assess(reservedEvidence(200, climb.slice(0, index + 1))).flag === 'near',
    );
    expect(first).toBeGreaterThan(8);
    expect(60 + 5 * first).toBeLessThan(165);
  });

  it.each([
    ['by minutes', null],
    [
      'to the second',
      seenInFlight(
        Array.from({ length: 300 }, (_, second) => 60 + (second % 40)),
        0.5,
      ),
    ],
  ])('gives the same answer to the same evidence %s, and leaves its memory unchanged', (_by, inFlight) => {
    const evidence = { ...reservedEvidence(100, steady(MINUTES, 77.3, { observedMax: 96 })), inFlight };
    const { memory } = assess(evidence);
    const before = structuredClone(memory);
    const [once, again] = [assess({ ...evidence, memory }), assess({ ...evidence, memory })];
    expect(again).toEqual(once);
    expect(memory).toEqual(before);
    expect(memory).not.toBeNull();
  });

  it('does not change its evidence', () => {
    const minutes = steady(MINUTES, 50).map((minute) => Object.freeze(minute));
    expect(() => assess(Object.freeze(reservedEvidence(100, Object.freeze(minutes))))).not.toThrow();
  });
});

describe('the level and its band', () => {
  it('are missing without data', () => {
    expect(assess(reservedEvidence(100, []))).toMatchObject({
      level: null,
      low: null,
      high: null,
      risk: null,
      flag: 'ok',
      eta: null,
    });
    expect(assess(reservedEvidence(100, [...steady(5, 30), missingMinute(5)]))).toMatchObject({
      level: null,
      low: null,
      high: null,
      risk: null,
    });
  });

  it('are zero, not missing, without calls', () => {
    const measured = { ...missingMinute(0), invocations: 0, throttles: 0 };
    expect(assess(reservedEvidence(100, [measured]))).toMatchObject({ level: 0, low: 0, high: 0, risk: 0 });
  });

  it('are in order', () => {
    const { level, low, high } = assess(reservedEvidence(100, steady(MINUTES, 30)));
    expect(level).toBe(30);
    expect(low).toBeGreaterThan(30);
    expect(high).toBeGreaterThan(low ?? 0);
  });

  it.each([
    { limit: 'reserved concurrency', limits: { reserved: known(100), streamWorkers: null } },
    { limit: 'stream workers', limits: { reserved: known(null), streamWorkers: known(100) } },
    {
      limit: 'the account pool',
      limits: { reserved: known(null), unreserved: known(100), streamWorkers: null },
    },
  ])('stay within $limit', ({ limits }) => {
    const minutes = [
      ...steady(MINUTES - 1, 60, { observedMax: 90 }),
      busyMinute(MINUTES - 1, 97, { observedMax: 100 }),
    ];
    const evidence = reservedEvidence(100, minutes);
    const { low, high } = assess({ ...evidence, limits: { unreserved: known(700), ...limits } });
    expect(low).toBeLessThanOrEqual(100);
    expect(high).toBe(100);
  });

  it.each([20_000, 60_000, 300_000])('are numbers for calls of %i ms', (callMs) => {
    const { low, high, risk } = assess(
      reservedEvidence(100, steady(MINUTES, 30, { callMs, observedMax: 70 })),
    );
    expect([low, high, risk].every(Number.isFinite)).toBe(true);
  });
});

describe('the risk', () => {
  it.each([
    { case: 'the limit is unknown', evidence: reservedEvidence(1, steady(5, 30)), unknown: true },
    { case: 'the function is switched off', evidence: reservedEvidence(0, steady(5, 0)), unknown: false },
  ])('is unknown when $case', ({ evidence, unknown }) => {
    const limits = unknown ? { ...evidence.limits, reserved: DENIED } : evidence.limits;
    expect(assess({ ...evidence, limits })).toMatchObject({ risk: null, eta: null });
  });

  it('is certain while calls are throttled, even if none is let in', () => {
    const rejecting = { ...missingMinute(5), throttles: 40 };
    expect(assess(reservedEvidence(100, [...steady(5, 30), rejecting]))).toMatchObject({
      flag: 'throttling',
      risk: 1,
      eta: { earlyMs: 0, likelyMs: 0, lateMs: 0 },
    });
  });

  it('includes throttling even if the limit may not be read', () => {
    const evidence = reservedEvidence(1, steady(5, 30, { throttles: 2 }));
    expect(assess({ ...evidence, limits: { ...evidence.limits, reserved: DENIED } })).toMatchObject({
      limit: { kind: 'unknown', because: 'denied' },
      flag: 'throttling',
      risk: null,
    });
  });
});

describe('the time to the limit', () => {
  it('is early, likely and late in this order, around the true time', () => {
    const climb = Array.from({ length: 12 }, (_, index) => busyMinute(index, 20 + 10 * index));
    const eta = assess(reservedEvidence(300, climb)).eta;
    // 130 busy now, 10 more each minute: the mean reaches 300 in 17 minutes, its peak a few minutes earlier.
    expect(eta?.earlyMs).toBeGreaterThan(9 * 60_000);
    expect(eta?.likelyMs).toBeGreaterThanOrEqual(eta?.earlyMs ?? Infinity);
    expect(eta?.lateMs).toBeGreaterThanOrEqual(eta?.likelyMs ?? Infinity);
    expect(eta?.lateMs).toBeLessThanOrEqual(17 * 60_000);
  });

  it.each([
    { case: 'a steady load', minutes: steady(20, 60) },
    { case: 'a fall', minutes: Array.from({ length: 20 }, (_, index) => busyMinute(index, 90 - 3 * index)) },
    {
      case: 'a rise too small to matter',
      minutes: Array.from({ length: 20 }, (_, index) => busyMinute(index, 20 + 0.2 * index)),
    },
    {
      case: 'three minutes of history',
      minutes: [0, 1, 2].map((index) => busyMinute(index, 20 * (index + 1))),
    },
    {
      case: 'a function just deployed, whose traffic stepped up at once',
      minutes: Array.from({ length: 20 }, (_, index) => busyMinute(index, index < 12 ? 0 : 60)),
    },
    {
      case: 'a climb that has ended',
      minutes: Array.from({ length: 20 }, (_, index) => busyMinute(index, Math.min(60, 10 + 5 * index))),
    },
  ])('is unknown for $case', ({ minutes }) => {
    expect(assess(reservedEvidence(100, minutes)).eta).toBeNull();
  });

  it('is unknown for stream workers that are all busy: they throttle nothing', () => {
    const climb = Array.from({ length: 15 }, (_, index) => busyMinute(index, 2.6 + 0.5 * index));
    const evidence = reservedEvidence(1, climb);
    const limits = { reserved: known(null), unreserved: known(700), streamWorkers: known(10) };
    expect(assess({ ...evidence, limits, pool: poolMinutes(Array(15).fill(50)) })).toMatchObject({
      limit: { kind: 'source' },
      eta: null,
    });
  });
});

describe('a function in the account pool', () => {
  const filling = Array.from({ length: MINUTES }, (_, index) => 300 + 20 * index);

  it('is judged by the use of everyone who shares the pool', () => {
    const assessment = assess(pooledEvidence(700, steady(MINUTES, 2), poolMinutes(filling)));
    expect(assessment.level).toBe(2);
    expect(shareOfLimit(assessment.limit)).toBeCloseTo(580 / 700);
    expect(assessment.eta?.likelyMs).toBeGreaterThan(3 * 60_000);
    expect(assessment.eta?.likelyMs).toBeLessThan(7 * 60_000);
  });

  it('has use and risk even in the seconds when the pool is a minute behind', () => {
    const behind = assess(pooledEvidence(700, steady(MINUTES + 1, 2), poolMinutes(filling)));
    expect(behind.limit).toMatchObject({ kind: 'account', inUse: 580 });
    expect(behind.risk).not.toBeNull();
    expect(behind.eta).not.toBeNull();
  });

  it.each([
    { climb: 'a straight climb', levels: filling },
    { climb: 'a climb that flattens', levels: filling.map((_, index) => 300 + 70 * Math.sqrt(index)) },
    { climb: 'a climb that grows steeper', levels: filling.map((_, index) => 300 + index ** 2) },
  ])('foresees the same moment for $climb whether or not the pool is a minute behind', ({ levels }) => {
    const inTime = assess(pooledEvidence(700, steady(MINUTES, 2), poolMinutes(levels)));
    const behind = assess(pooledEvidence(700, steady(MINUTES + 1, 2), poolMinutes(levels)));
    expect(behind.eta).toEqual(timeLeft(inTime.eta!, 60_000));
  });

  it('uses its own last settled minute if the pool is ahead', () => {
    const ahead = assess(pooledEvidence(700, steady(MINUTES - 4, 2), poolMinutes(filling)));
    expect(ahead.limit).toMatchObject({ kind: 'account', inUse: 500 });
  });

  it('has no use if the pool could not be read', () => {
    const unread = assess(pooledEvidence(700, steady(MINUTES, 2), []));
    expect(unread).toMatchObject({
      limit: { kind: 'account', inUse: null },
      risk: null,
      eta: null,
      flag: 'ok',
    });
  });

  it('is near when the pool is at its limit, though nothing is throttled yet', () => {
    expect(
      assess(pooledEvidence(700, steady(MINUTES, 2), poolMinutes(Array(MINUTES).fill(699)))),
    ).toMatchObject({
      flag: 'near',
      reason: 'at the limit now',
    });
  });
});

describe('a stream consumer', () => {
  const limits = { reserved: known(null), unreserved: known(700), streamWorkers: known(4) };

  it.each([
    {
      case: 'whose workers are all busy for a second, and idle for most of the minute',
      busy: 0.6,
      flag: 'ok',
    },
    { case: 'with half of its workers busy', busy: 2, flag: 'ok' },
    { case: 'whose workers are busy all the time', busy: 3.95, flag: 'near' },
  ])('$case is $flag: records without a free worker wait a moment', ({ busy, flag }) => {
    const minutes = steady(MINUTES, busy, { observedMax: 4, callMs: 400 });
    expect(assess({ minutes, limits, pool: [] })).toMatchObject({ limit: { kind: 'source' }, flag });
  });
});

describe('a stream consumer that is throttled', () => {
  const minutes = [...steady(14, 9.8), busyMinute(14, 9.8, { throttles: 20 })];
  const streamWorkers = known(10);

  it('keeps its workers as its limit while the pool throttles it, and names the pool beside them', () => {
    const pool = poolMinutes(Array(MINUTES).fill(700));
    for (const seen of [minutes, minutes.slice(0, -1)]) {
      const limits = { reserved: known(null), unreserved: known(700), streamWorkers };
      expect(assess({ minutes: seen, limits, pool }).limit).toMatchObject({
        kind: 'source',
        value: 10,
        pool: { value: 700, inUse: 700 },
      });
    }
    const limits = { reserved: known(null), unreserved: known(700), streamWorkers };
    expect(assess({ minutes, limits, pool })).toMatchObject({ flag: 'throttling' });
  });

  it('has met its reserved concurrency if it has one: workers wait, and throttle nothing', () => {
    const limits = { reserved: known(12), unreserved: known(700), streamWorkers };
    expect(assess({ minutes, limits, pool: [] })).toMatchObject({
      limit: { kind: 'reserved', value: 12 },
      flag: 'throttling',
    });
  });
});

describe('a function of many short calls', () => {
  const short = (throttles: number, observedMax: number, callMs = 62, mean = 19) =>
    Array.from({ length: MINUTES }, (_, index) =>
      busyMinute(index, mean, { callMs, throttles, observedMax }),
    );

  it.each([
    { case: 'calls of 62 ms', minutes: short(0, 30), kind: 'requestRate' },
    {
      case: 'throttled calls with environments to spare',
      minutes: short(9, 30),
      kind: 'requestRate',
    },
    {
      case: 'throttled calls with few environments to spare',
      minutes: short(9, 32),
      kind: 'requestRate',
    },
    { case: 'throttled calls when all are busy', minutes: short(9, 35), kind: 'reserved' },
    {
      case: 'throttled calls with few environments to spare, at a low rate',
      minutes: short(9, 33, 62, 6),
      kind: 'reserved',
    },
    { case: 'calls of 90 ms, too close to tell', minutes: short(0, 30, 90), kind: 'reserved' },
    { case: 'calls of a second', minutes: short(0, 30, 1_000), kind: 'reserved' },
    { case: 'no call', minutes: [missingMinute(0)], kind: 'reserved' },
  ])('is bound by the limit of kind $kind with $case', ({ minutes, kind }) => {
    expect(assess(reservedEvidence(35, minutes)).limit.kind).toBe(kind);
  });

  it('uses requests per second out of ten times its reserved concurrency', () => {
    const { limit, level, risk, flag } = assess(reservedEvidence(35, short(0, 30)));
    expect(limit).toMatchObject({ kind: 'requestRate', value: 350 });
    expect(shareOfLimit(limit)).toBeCloseTo(19 / 0.062 / 350, 2);
    expect(level).toBe(19);
    expect(risk).toBeLessThan(0.5);
    expect(flag).toBe('ok');
  });

  it('is near when its rate climbs towards the limit, with a time', () => {
    const climb = Array.from({ length: MINUTES }, (_, index) =>
      busyMinute(index, 8 + 0.7 * index, { callMs: 60 }),
    );
    expect(assess(reservedEvidence(35, climb)).eta?.likelyMs).toBeGreaterThan(60_000);
  });
});

describe('a function that shares a pool with provisioned environments', () => {
  const withIdle = (idleProvisioned: number, minutes: number, memory: CapacityMemory | null) => {
    const pooled = pooledEvidence(
      700 - idleProvisioned,
      steady(minutes, 2, { observedMax: 5 }),
      poolMinutes(Array.from({ length: minutes }, () => 60)),
    );
    return assess({ ...pooled, limits: { ...pooled.limits, idleProvisioned }, memory });
  };

  it('forgets nothing it has learned while provisioned environments get busy: that does not change the limit', () => {
    const first = withIdle(600, MINUTES + 5, null);
    const next = withIdle(450, 4, first.memory);
    const forgetful = withIdle(450, 4, null);
    expect(next.limit).toMatchObject({ kind: 'account', value: 250 });
    expect(next.memory?.peaks).not.toEqual(forgetful.memory?.peaks);
  });
});
