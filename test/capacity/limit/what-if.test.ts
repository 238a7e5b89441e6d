import { describe, expect, it } from 'vitest';
import { type Assessment, type BindingLimit, MET_NOW } from '../../../src/capacity/assessment.ts';
import {
  type PoolOutlook,
  raisedReservation,
  reservationThatHolds,
  type WhatIfFacts,
  whatIf,
} from '../../../src/capacity/limit/what-if.ts';
import { MINUTE_MS } from '../../../src/lambda/time.ts';

const POOL: PoolOutlook = {
  limit: 765,
  inUse: 350,
  turnedAway: 0,
  growthPerMinute: 25,
  eta: { earlyMs: 10 * MINUTE_MS, likelyMs: 13 * MINUTE_MS, lateMs: 17 * MINUTE_MS },
  ageMs: 0,
};

function facts(
  limit: BindingLimit,
  different: Partial<WhatIfFacts & Pick<Assessment, 'demand'>> = {},
): WhatIfFacts {
  const { demand = 217, ...rest } = different;
  return {
    assessment: { limit, level: 193, demand, eta: null },
    durationMs: 4_610,
    usualDurationMs: 1_100,
    attemptsPerSecond: 47,
    growthPerMinute: 0,
    pool: POOL,
    ...rest,
  };
}
const reserved = (value: number): BindingLimit => ({ kind: 'reserved', value, inUse: 193 });
const rows = (of: WhatIfFacts) =>
  whatIf(of).map(({ name, needs, excess }) => [name, Math.round(needs), Math.round(excess * 100)]);

describe('what if', () => {
  it('says for a reserved limit what each change would need, and what it would throttle', () => {
    expect(rows(facts(reserved(200)))).toEqual([
      ['durationBack', 52, 0],
      ['slower', 326, 39],
      ['traffic', 434, 54],
      ['raised', 217, 0],
    ]);
  });

  it('does not ask about a duration that never rose', () => {
    expect(rows(facts(reserved(200), { usualDurationMs: null })).map(([name]) => name)).not.toContain(
      'durationBack',
    );
  });

  it('counts what a full pool throttles, of all functions that share it: it comes in as soon as there is room', () => {
    const limit: BindingLimit = { kind: 'account', value: 765, inUse: 765 };
    const pool = { ...POOL, inUse: 765, turnedAway: 500 };
    expect(rows(facts(limit, { demand: 3, usualDurationMs: null, pool }))).toEqual([
      ['slower', 1_267, 40],
      ['traffic', 1_268, 40],
      ['raised', 1_265, 0],
    ]);
  });

  it('counts none of it if the pool has room: the pool did not throttle it', () => {
    const limit: BindingLimit = { kind: 'account', value: 765, inUse: 306 };
    const pool = { ...POOL, inUse: 306, turnedAway: 500 };
    expect(rows(facts(limit, { demand: 3, usualDurationMs: null, pool }))).toEqual([
      ['slower', 308, 0],
      ['traffic', 309, 0],
      ['raised', 306, 0],
    ]);
  });

  it('adds to the account pool what the function would add, and leaves the others unchanged', () => {
    const pool: BindingLimit = { kind: 'account', value: 765, inUse: 350 };
    expect(rows(facts(pool, { demand: 260, usualDurationMs: null }))).toEqual([
      ['slower', 480, 0],
      ['traffic', 610, 0],
      ['raised', 350, 0],
    ]);
  });

  it.each([
    { durationMs: 62, slower: 310, says: 'the rate remains if calls stay short' },
    {
      durationMs: 90,
      slower: 419,
      says: 'longer calls keep every environment busy before the rate is reached',
    },
  ])('knows for a request rate that $says', ({ durationMs, slower }) => {
    const rate: BindingLimit = { kind: 'requestRate', value: 350, inUse: 310 };
    const asked = rows(facts(rate, { durationMs, usualDurationMs: null, attemptsPerSecond: 310 }));
    expect(asked.find(([name]) => name === 'slower')?.[1]).toBe(slower);
    // More calls meet it first.
    expect(asked[0]?.[0]).toBe('traffic');
  });

  it.each([
    ['a reservation brings the end of the pool nearer', reserved(200), 9],
    ['a higher account limit postpones it', { kind: 'account', value: 765, inUse: 350 } as const, 22.4],
  ])('%s', (_what, limit, likelyMinutes) => {
    const raised = whatIf(facts(limit)).find(({ name }) => name === 'raised');
    expect((raised?.poolEta?.likelyMs ?? 0) / MINUTE_MS).toBeCloseTo(likelyMinutes, 0);
  });

  /** Its calls keep 260 of the 350 busy, and 415 are free. */
  it.each([
    { what: 'a steady one takes more once', name: 'slower', own: 0, growth: 25, minutes: (415 - 130) / 25 },
    { what: 'a steady one takes more once', name: 'traffic', own: 0, growth: 25, minutes: (415 - 260) / 25 },
    {
      what: 'one that grows also takes more every minute',
      ...{ name: 'slower', own: 24, growth: 26, minutes: (415 - 130) / (26 + 12) },
    },
    {
      what: 'one that grows also takes more every minute',
      ...{ name: 'traffic', own: 24, growth: 26, minutes: (415 - 260) / (26 + 24) },
    },
    {
      what: 'all others shrink',
      ...{ name: 'traffic', own: 30, growth: 26, minutes: (415 - 260) / (26 + 30) },
    },
    {
      what: 'one that shrinks is not counted on to go on so',
      ...{ name: 'traffic', own: -10, growth: 25, minutes: (415 - 260) / 25 },
    },
    { what: 'its growth is not known', name: 'traffic', own: null, growth: 25, minutes: (415 - 260) / 25 },
  ] as const)('$name brings the end of the pool nearer: $what', ({ name, own, growth, minutes }) => {
    const limit: BindingLimit = { kind: 'account', value: 765, inUse: POOL.inUse };
    const ageMs = 2.4 * MINUTE_MS;
    const likelyMs = (415 / growth) * MINUTE_MS - ageMs;
    const eta = { earlyMs: 0.8 * likelyMs, likelyMs, lateMs: 1.3 * likelyMs };
    const pool = { ...POOL, growthPerMinute: growth, eta, ageMs };
    const different = { demand: 260, usualDurationMs: null, growthPerMinute: own, pool };
    const asked = whatIf(facts(limit, different)).find((each) => each.name === name);
    expect(asked?.needs).toBe(name === 'slower' ? 480 : 610);
    expect(asked?.poolEta?.likelyMs).toBeCloseTo(minutes * MINUTE_MS - ageMs, 0);
    expect(asked?.poolEta?.earlyMs).toBeLessThan(asked?.poolEta?.likelyMs ?? 0);
    expect(asked?.poolEta?.lateMs).toBeGreaterThan(asked?.poolEta?.likelyMs ?? 0);
  });

  it('has no other time for a reservation, however fast the function grows: the pool is that of the others', () => {
    const etaOf = (growthPerMinute: number) =>
      whatIf(facts(reserved(200), { growthPerMinute })).find(({ name }) => name === 'raised')?.poolEta;
    expect(etaOf(24)).toEqual(etaOf(0));
  });

  /** With 40 workers more than its ten; `POOL` has 415 free and grows by 25. */
  it.each([
    { what: 'takes those from the pool', demand: 42, shares: true, change: -40, minutes: 13 - 40 / 25 },
    { what: 'takes none that stay free', demand: 9, shares: true, change: null, minutes: null },
    { what: 'takes its own reserved ones', demand: 42, shares: false, change: null, minutes: null },
  ])('a source with more workers $what', ({ demand, shares, change, minutes }) => {
    const shared = shares ? { pool: { value: 765, inUse: 350 } } : {};
    const limit: BindingLimit = { kind: 'source', value: 10, inUse: 10, ...shared };
    const raised = whatIf(facts(limit, { demand, moreWorkers: { setting: 5, workers: 50 } })).at(-1);
    expect(raised).toMatchObject({ name: 'raised', to: 5, limit: 50, poolChange: change });
    const likelyMs = raised?.poolEta?.likelyMs ?? null;
    expect(likelyMs === null ? null : likelyMs / MINUTE_MS).toEqual(minutes);
  });

  it('says nothing of a pool that is not known', () => {
    const raised = whatIf(facts(reserved(200), { pool: null })).at(-1);
    expect(raised).toMatchObject({ name: 'raised', poolChange: null, poolEta: null });
  });

  it('does not take a pool for full that has room, although its growth would have filled it by now', () => {
    const limit: BindingLimit = { kind: 'account', value: 765, inUse: 590 };
    const eta = { earlyMs: 0, likelyMs: MINUTE_MS, lateMs: 2 * MINUTE_MS };
    const asked = whatIf(
      facts(limit, { demand: 180, usualDurationMs: null, pool: { ...POOL, inUse: 590, eta } }),
    );
    const slower = asked.find(({ name }) => name === 'slower');
    expect([slower?.needs, slower?.excess]).toEqual([680, 0]);
    expect(slower?.poolEta).toMatchObject({ earlyMs: 0, likelyMs: 0 });
    expect(slower?.poolEta?.lateMs).toBeGreaterThan(0);
  });

  it.each([
    { what: 'of a pool that is full', eta: MET_NOW, inUse: 765 },
    { what: 'of one that fills', eta: POOL.eta ?? MET_NOW, inUse: 350 },
  ])('says of a higher limit $what no narrower range than growth is known by', ({ eta, inUse }) => {
    const raised = whatIf(
      facts({ kind: 'account', value: 765, inUse }, { pool: { ...POOL, inUse, turnedAway: 0, eta } }),
    ).find(({ name }) => name === 'raised');
    const { earlyMs, likelyMs, lateMs } = raised?.poolEta ?? MET_NOW;
    expect(likelyMs).toBeGreaterThan(eta.likelyMs + 5 * MINUTE_MS);
    expect(earlyMs).toBeLessThan(likelyMs - 0.2 * (likelyMs - eta.likelyMs));
    expect(lateMs).toBeGreaterThan(likelyMs + 0.25 * (likelyMs - eta.likelyMs));
  });

  it('gives a higher limit first to what a full pool turned away', () => {
    const pool = { ...POOL, inUse: 765, turnedAway: 100, eta: MET_NOW };
    const raised = whatIf(facts({ kind: 'account', value: 765, inUse: 765 }, { pool })).find(
      ({ name }) => name === 'raised',
    );
    const room = (raised?.limit ?? 0) - 765 - 100;
    expect(raised?.poolEta?.likelyMs).toBeCloseTo((room / 25) * MINUTE_MS, 0);
  });

  it('says nothing if the limit is unknown or the function switched off', () => {
    expect(whatIf(facts({ kind: 'unknown', because: 'denied' }))).toEqual([]);
    expect(whatIf(facts({ kind: 'off', value: 0, inUse: 0 }))).toEqual([]);
  });
});

describe('a raised reservation', () => {
  it.each([
    { now: 200, wanted: 217, pool: POOL, to: 300 },
    { now: 35, wanted: 31, pool: POOL, to: 45 },
    // 100 of the account can't be reserved.
    { now: 200, wanted: 400, pool: { ...POOL, limit: 150 }, to: 250 },
    { now: 200, wanted: 400, pool: { ...POOL, limit: 100 }, to: null },
  ])('is $to for $now reserved and $wanted wanted', ({ now, wanted, pool, to }) => {
    expect(raisedReservation(now, wanted, pool)).toBe(to);
  });
});

describe('a reservation that keeps a function at its current concurrency', () => {
  it.each([
    { level: 355.4, peak: 409, limit: 765, to: 409 },
    { level: 690, peak: 700, limit: 765, to: 665 },
    { level: 0.2, peak: 0.2, limit: 765, to: 1 },
    { level: 80, peak: 97, limit: 105, to: null },
    // 0 switches a function off.
    { level: 0, peak: 80, limit: 100, to: null },
    { level: 0, peak: 80, limit: 40, to: null },
    { level: null, peak: 80, limit: 765, to: null },
  ])(
    'is $to for $level on average and $peak at the peak in a pool of $limit',
    ({ level, peak, limit, to }) => {
      expect(reservationThatHolds(level, peak, { ...POOL, limit })).toBe(to);
    },
  );
});
