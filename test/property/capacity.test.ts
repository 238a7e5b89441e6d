import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CapacityEvidence, CapacityMinute, Known } from '../../src/capacity/evidence.ts';
import { assess } from '../../src/capacity/judging/assess.ts';
import { flagAfter, type MinuteSigns } from '../../src/capacity/judging/flag.ts';
import { regularisedLowerGamma } from '../../src/capacity/statistics/incomplete-gamma.ts';
import {
  chanceOfMeeting,
  dispersionFrom,
  type Load,
  meanThatMeets,
  peakBand,
} from '../../src/capacity/statistics/peak.ts';
import { MINUTE_MS } from '../../src/lambda/time.ts';

/** Rounding in the last digits does not break an order. */
const ROUNDING = 1e-9;

const amount = (max: number) => fc.double({ min: 0, max, noNaN: true });
const limit = fc.integer({ min: 1, max: 5_000 });
const load: fc.Arbitrary<Load> = fc.record({
  // At least one call of a tenth of a second in a minute.
  mean: fc.double({ min: 0.001, max: 6_000, noNaN: true }),
  dispersion: fc.double({ min: 1, max: 200, noNaN: true }),
  mixingMs: fc.double({ min: 1, max: 900_000, noNaN: true }),
});

describe('the incomplete gamma function', () => {
  it('is a chance that grows with the mean and shrinks with the count', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.05, max: 5_000, noNaN: true }),
        amount(5_000),
        amount(500),
        (a, x, more) => {
          const chance = regularisedLowerGamma(a, x);
          expect(chance).toBeGreaterThanOrEqual(-ROUNDING);
          expect(chance).toBeLessThanOrEqual(1 + ROUNDING);
          expect(regularisedLowerGamma(a, x + more)).toBeGreaterThanOrEqual(chance - ROUNDING);
          expect(regularisedLowerGamma(a + more, x)).toBeLessThanOrEqual(chance + ROUNDING);
        },
      ),
    );
  });
});

describe('the chance of meeting a limit', () => {
  it('grows with the mean and the window, and shrinks with the limit', () => {
    fc.assert(
      fc.property(limit, load, amount(500), fc.integer({ min: 1, max: 500 }), (at, shape, more, higher) => {
        const chance = chanceOfMeeting(at, shape, MINUTE_MS);
        expect(chance).toBeGreaterThanOrEqual(0 - ROUNDING);
        expect(chance).toBeLessThanOrEqual(1);
        expect(chanceOfMeeting(at, { ...shape, mean: shape.mean + more }, MINUTE_MS)).toBeGreaterThanOrEqual(
          chance - ROUNDING,
        );
        expect(chanceOfMeeting(at, shape, 5 * MINUTE_MS)).toBeGreaterThanOrEqual(chance - ROUNDING);
        expect(chanceOfMeeting(at + higher, shape, MINUTE_MS)).toBeLessThanOrEqual(chance + ROUNDING);
      }),
    );
  });

  it('is the chance for which the mean was computed', () => {
    fc.assert(
      fc.property(limit, load, fc.double({ min: 0.02, max: 0.6, noNaN: true }), (more, given, chance) => {
        // A limit smaller than one burst is met by any traffic at all.
        const at = Math.ceil(given.dispersion) + more;
        const shape = { ...given, mixingMs: Math.max(50, given.mixingMs) };
        const mean = meanThatMeets(at, shape, MINUTE_MS, chance);
        const reached = chanceOfMeeting(at, { ...shape, mean }, MINUTE_MS);
        expect(mean >= 2 * at - 1e-6 || Math.abs(reached - chance) < 1e-3).toBe(true);
      }),
      { numRuns: 50 },
    );
  });
});

describe('a peak', () => {
  it('is within a band above the mean', () => {
    fc.assert(
      fc.property(load, (shape) => {
        const { low, high } = peakBand(shape, MINUTE_MS);
        expect(Number.isFinite(high)).toBe(true);
        expect(low).toBeGreaterThanOrEqual(shape.mean);
        expect(high).toBeGreaterThanOrEqual(low);
      }),
    );
  });

  it('makes a minute look burstier the higher it is', () => {
    fc.assert(
      fc.property(load, amount(6_000), amount(1_000), ({ mean, mixingMs }, observedMax, more) => {
        const dispersion = dispersionFrom(mean, observedMax, mixingMs);
        expect(Number.isFinite(dispersion)).toBe(true);
        expect(dispersion).toBeGreaterThanOrEqual(1);
        expect(dispersionFrom(mean, observedMax + more, mixingMs)).toBeGreaterThanOrEqual(
          dispersion - ROUNDING,
        );
      }),
    );
  });
});

const signs: fc.Arbitrary<MinuteSigns> = fc.record({
  throttles: fc.option(fc.constantFrom(0, 0, 0, 3)),
  observedShare: fc.option(amount(1.2)),
  steadyRisk: fc.option(amount(1)),
  risingRisk: amount(1),
});
const RANK = { ok: 0, near: 1, throttling: 2 } as const;

describe('a flag', () => {
  it('is raised in the same minute as a throttle, whatever came before', () => {
    fc.assert(
      fc.property(fc.array(signs, { maxLength: 30 }), signs, (before, newest) => {
        expect(flagAfter([...before, { ...newest, throttles: 1 }]).flag).toBe('throttling');
      }),
    );
  });

  it('is never lowered within one minute of being raised', () => {
    fc.assert(
      fc.property(fc.array(signs, { minLength: 3, maxLength: 30 }), (minutes) => {
        const ranks = minutes.map((_, index) => RANK[flagAfter(minutes.slice(0, index + 1)).flag]);
        for (let index = 2; index < ranks.length; index++) {
          const wasRaised = ranks[index - 1]! > ranks[index - 2]!;
          if (wasRaised) expect(ranks[index]).toBeGreaterThanOrEqual(ranks[index - 1]!);
        }
      }),
    );
  });

  it('has a reason exactly while it is up', () => {
    fc.assert(
      fc.property(fc.array(signs, { maxLength: 30 }), (minutes) => {
        const { flag, reason } = flagAfter(minutes);
        expect(reason === null).toBe(flag === 'ok');
      }),
    );
  });
});

function knownOr<Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Known<Value>> {
  return fc.oneof(
    { weight: 4, arbitrary: value.map((each) => ({ known: true, value: each }) as const) },
    {
      weight: 1,
      arbitrary: fc.constantFrom('denied', 'unread').map((because) => ({ known: false, because }) as const),
    },
  );
}

const minute: fc.Arbitrary<Omit<CapacityMinute, 'minuteMs'>> = fc.record({
  invocations: fc.option(fc.nat(100_000)),
  throttles: fc.option(fc.constantFrom(0, 0, 0, 7)),
  durationSumMs: fc.option(amount(30_000_000)),
  observedMax: fc.option(fc.nat(3_000)),
});

const evidence: fc.Arbitrary<CapacityEvidence> = fc
  .record({
    minutes: fc.array(minute, { maxLength: 30 }),
    pool: fc.array(fc.option(fc.nat(1_000)), { maxLength: 30 }),
    limits: fc.record({
      reserved: knownOr(fc.option(fc.nat(500))),
      unreserved: knownOr(fc.integer({ min: 1, max: 1_000 })),
      streamWorkers: fc.option(knownOr(fc.nat(100))),
    }),
  })
  .map(({ minutes, pool, limits }) => ({
    minutes: minutes.map((each, index) => ({ minuteMs: index * MINUTE_MS, ...each })),
    pool: pool.map((unreservedInUse, index) => ({ minuteMs: index * MINUTE_MS, unreservedInUse })),
    limits,
  }));

/** A stream's calls whose duration is too small to survive a division. */
const VANISHING_CALLS: CapacityEvidence = {
  minutes: [{ minuteMs: 0, invocations: 1, throttles: null, durationSumMs: 1e-319, observedMax: null }],
  pool: [],
  limits: {
    reserved: { known: true, value: null },
    unreserved: { known: false, because: 'denied' },
    streamWorkers: { known: true, value: 1 },
  },
};

/** One busy minute with a peak far too low, among nearly idle minutes. */
const LOW_PEAK_ONCE: CapacityEvidence = {
  minutes: [1, 1, 1, 1, 300_000, 1, 1, 1].map((durationSumMs, index) => ({
    minuteMs: index * MINUTE_MS,
    invocations: null,
    throttles: null,
    durationSumMs,
    observedMax: 1,
  })),
  pool: [],
  limits: {
    reserved: { known: true, value: null },
    unreserved: { known: true, value: 100 },
    streamWorkers: null,
  },
};

describe('an assessment of arbitrary evidence', () => {
  it('has numbers or nothing, in order, and the same when repeated', () => {
    fc.assert(
      fc.property(evidence, (given) => {
        const assessment = assess(given);
        const { level, low, high, risk, eta, limit: binding } = assessment;
        for (const value of [level, low, high, risk]) expect(value === null || value >= 0).toBe(true);
        expect(risk ?? 0).toBeLessThanOrEqual(1);
        expect([low === null, high === null]).toEqual([level === null, level === null]);
        expect(low ?? 0).toBeLessThanOrEqual(high ?? 0);
        if (binding.kind === 'reserved') expect(high ?? 0).toBeLessThanOrEqual(binding.value);
        if (eta !== null) {
          expect(eta.earlyMs).toBeLessThanOrEqual(eta.likelyMs);
          expect(eta.likelyMs).toBeLessThanOrEqual(eta.lateMs);
        }
        expect(assess(given)).toEqual(assessment);
      }),
      { numRuns: 200, examples: [[VANISHING_CALLS], [LOW_PEAK_ONCE]] },
    );
  });

  it('never assumes a limit', () => {
    fc.assert(
      fc.property(evidence, (given) => {
        const { reserved, unreserved, streamWorkers } = given.limits;
        const known = [reserved, unreserved, streamWorkers].flatMap((each) =>
          each?.known ? [each.value] : [],
        );
        const { limit: binding } = assess(given);
        const value =
          binding.kind === 'requestRate' ? binding.value / 10 : binding.kind !== 'unknown' && binding.value;
        if (binding.kind !== 'unknown') expect(known).toContain(value);
      }),
      { numRuns: 200 },
    );
  });
});
