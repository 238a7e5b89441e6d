import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Assessment, BindingLimit } from '../../src/capacity/assessment.ts';
import { poolOf } from '../../src/capacity/assessment.ts';
import { MINUTE_MS } from '../../src/lambda/time.ts';
import { lineText } from '../../src/terminal/line-layout.ts';
import { rawText } from '../../src/terminal/text.ts';
import { causesOf } from '../../src/triage/cause/causes-of-all.ts';
import { poolPressure } from '../../src/triage/cause/pool.ts';
import type { TroubledFunction } from '../../src/triage/cause/troubled-function.ts';
import { lossRank } from '../../src/triage/cause/urgency.ts';
import { durationRise } from '../../src/triage/change/duration-rise.ts';
import { type FunctionMinute, lostPerMinute } from '../../src/triage/minute/function-minute.ts';
import { brokenRules } from '../../src/triage/rules/rules.ts';
import { sentenceOf } from '../../src/triage/sentence/cause-sentence.ts';
import { TOLD_IN_UTC } from '../../src/triage/sentence/time-words.ts';
import { whySteps } from '../../src/triage/sentence/why.ts';
import { DEFAULT_THRESHOLDS } from '../../src/triage/thresholds.ts';
import { timelineOf } from '../../src/triage/timeline/timeline.ts';
import { NO_DATA } from '../triage/no-data.ts';
import { hostileText } from './hostile-text.ts';

const TIMEOUT_MS = 10_000;
const MOVES_A_TERMINAL = /[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]/;
const NO_NUMBER = /NaN|Infinity|undefined|null|-\d/;

const count = (max: number) => fc.option(fc.oneof(fc.constant(0), fc.nat(max)));
const minute: fc.Arbitrary<Omit<FunctionMinute, 'minuteMs'>> = fc.record({
  invocations: count(5_000),
  errors: count(500),
  throttles: count(200),
  durationSumMs: count(20_000_000),
  durationP50Ms: count(9_000),
  durationP95Ms: count(9_500),
  durationP99Ms: count(9_900),
  durationMaxMs: count(TIMEOUT_MS),
  observedMax: count(700),
  iteratorAgeMs: count(4_000_000),
  deadLetterErrors: count(3),
  queueAgeMs: count(900_000),
  asyncEventAgeMs: count(90_000),
  asyncEventsDropped: count(3),
  destinationFailures: count(3),
  redriveDepth: count(3),
  redriveGrowth: count(3),
});
const minutes = fc
  .array(fc.option(minute, { freq: 8 }), { maxLength: 40 })
  .map((all): readonly FunctionMinute[] =>
    all.map((known, index) => ({ ...NO_DATA, ...known, minuteMs: index * MINUTE_MS })),
  );
const eta = fc
  .array(fc.nat(7_200_000), { minLength: 3, maxLength: 3 })
  .map((all) => all.toSorted((a, b) => a - b))
  .map(([earlyMs, likelyMs, lateMs]) => ({ earlyMs: earlyMs!, likelyMs: likelyMs!, lateMs: lateMs! }));

function assessments(poolInUse: number | null): fc.Arbitrary<Assessment> {
  const limit: fc.Arbitrary<BindingLimit> = fc.oneof(
    { weight: 3, arbitrary: fc.constant({ kind: 'account', value: 700, inUse: poolInUse } as const) },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constantFrom('reserved', 'source'),
        value: fc.integer({ min: 1, max: 500 }),
        inUse: count(500),
      }),
    },
    { weight: 1, arbitrary: fc.constant({ kind: 'off', value: 0, inUse: 0 } as const) },
    { weight: 1, arbitrary: fc.constant({ kind: 'unknown', because: 'denied' } as const) },
  );
  return fc.record({
    level: count(500),
    low: fc.constant(null),
    high: fc.constant(null),
    limit,
    risk: fc.constant(null),
    flag: fc.constantFrom('ok', 'near', 'throttling'),
    reason: fc.constant(null),
    eta: fc.option(eta),
    demand: fc.constant(null),
    parts: fc.constant([]),
    judgedBy: fc.constant('minutes' as const),
    recurringPeak: fc.constant(null),
    memory: fc.constant(null),
  });
}

/** Functions of one account, with names that an attacker would choose, judged as the monitor does. */
const account = count(700).chain((poolInUse) =>
  fc.array(
    fc
      .record({
        name: hostileText.map(rawText),
        minutes,
        assessment: assessments(poolInUse),
        growthPerMinute: fc.option(fc.double({ min: -20, max: 50, noNaN: true })),
        iteratorAgeGrowthMs: fc.option(fc.integer({ min: -90_000, max: 90_000 })),
        redrives: fc.array(
          fc.record({
            queueName: hostileText.map(rawText),
            maximumReceives: fc.integer({ min: 1, max: 1_000 }),
          }),
          { maxLength: 2 },
        ),
      })
      .map(
        (given): TroubledFunction => ({
          ...given,
          reasons: brokenRules({ ...given, timeoutMs: TIMEOUT_MS, thresholds: DEFAULT_THRESHOLDS }),
          durationRise: durationRise(given.minutes),
          lossRank: lossRank(lostPerMinute(given.minutes)),
        }),
      ),
    { maxLength: 6 },
  ),
);
const poolGrowth = fc.option(fc.double({ min: -20, max: 60, noNaN: true }));

describe('the rules for any function', () => {
  it('date a reason to a minute with data, or not at all', () => {
    fc.assert(
      fc.property(account, (functions) => {
        for (const { reasons, minutes: known } of functions) {
          for (const { rule, sinceMs, value } of reasons) {
            expect(Number.isFinite(value)).toBe(true);
            if (sinceMs === null || rule === 'silence') continue;
            const since = known.find(({ minuteMs }) => minuteMs === sinceMs);
            expect(since).toBeDefined();
            expect(since).not.toEqual({ ...NO_DATA, minuteMs: sinceMs });
          }
        }
      }),
    );
  });
});

describe('the causes in any account', () => {
  it('name each function once, the pool once, and are sorted worst first', () => {
    fc.assert(
      fc.property(account, poolGrowth, (functions, growth) => {
        const distinct = functions.map((each, index) => ({ ...each, name: rawText(`f${index}`) }));
        const causes = causesOf(distinct, poolPressure(distinct, growth, DEFAULT_THRESHOLDS));
        const isPools = ({ kind }: { kind: string }) => kind === 'poolFull' || kind === 'poolFilling';
        const own = causes.filter((cause) => !isPools(cause)).map(({ functionName }) => functionName);
        expect(new Set(own).size).toBe(own.length);
        expect(causes.filter(isPools).length).toBeLessThanOrEqual(1);
        const severities = causes.map(({ severity }) => severity);
        expect(severities).toEqual(severities.toSorted());
      }),
    );
  });

  it('omit no function that hurts', () => {
    fc.assert(
      fc.property(account, poolGrowth, (functions, growth) => {
        const distinct = functions.map((each, index) => ({ ...each, name: rawText(`f${index}`) }));
        const causes = causesOf(distinct, poolPressure(distinct, growth, DEFAULT_THRESHOLDS));
        const named = new Set<string>(causes.map(({ functionName }) => functionName));
        const poolTold = causes.some(({ kind }) => kind === 'poolFull');
        for (const { name, reasons, assessment } of distinct) {
          const byPool = poolTold && poolOf(assessment.limit) !== null;
          if (reasons.length > 0 && !byPool) expect(named).toContain(name);
        }
      }),
    );
  });

  it('are safe words, whatever the names', () => {
    fc.assert(
      fc.property(account, poolGrowth, fc.option(fc.boolean()), (functions, growth, hasEventSource) => {
        const pressure = poolPressure(functions, growth, DEFAULT_THRESHOLDS);
        const sentences = causesOf(functions, pressure).map((cause) =>
          sentenceOf(cause, TOLD_IN_UTC.present),
        );
        for (const { subject, says, short } of sentences) {
          for (const text of [subject, lineText(says), lineText(short)]) {
            expect(text).not.toMatch(MOVES_A_TERMINAL);
          }
        }
        const steps = functions.flatMap((each) =>
          whySteps({ ...each, timeoutMs: TIMEOUT_MS, hasEventSource }, 'present'),
        );
        for (const { says, atMs } of steps) {
          expect(lineText(says)).not.toMatch(MOVES_A_TERMINAL);
          expect(atMs === null || Number.isFinite(atMs)).toBe(true);
        }
      }),
    );
  });

  it('contain no NaN', () => {
    fc.assert(
      fc.property(account, poolGrowth, (functions, growth) => {
        const plain = functions.map((each) => ({
          ...each,
          name: rawText('f'),
          redrives: each.redrives.map((redrive) => ({ ...redrive, queueName: rawText('q') })),
        }));
        const causes = causesOf(plain, poolPressure(plain, growth, DEFAULT_THRESHOLDS));
        for (const { says, short } of causes.map((cause) => sentenceOf(cause, TOLD_IN_UTC.present))) {
          expect(lineText(says)).not.toMatch(NO_NUMBER);
          expect(lineText(short)).not.toMatch(NO_NUMBER);
        }
        const steps = plain.flatMap((each) =>
          whySteps({ ...each, timeoutMs: TIMEOUT_MS, hasEventSource: null }, 'present'),
        );
        for (const { says } of steps) expect(lineText(says)).not.toMatch(NO_NUMBER);
      }),
    );
  });

  it('and the timeline are the same when computed again', () => {
    fc.assert(
      fc.property(account, poolGrowth, (functions, growth) => {
        const pressure = poolPressure(functions, growth, DEFAULT_THRESHOLDS);
        expect(causesOf(functions, pressure)).toEqual(causesOf(functions, pressure));
        const pool = { pressure, growsSinceMs: 40 * MINUTE_MS, full: [] };
        const judged = functions.map((each) => ({ ...each, thresholds: DEFAULT_THRESHOLDS }));
        const times = timelineOf(judged, pool).map(({ atMs }) => atMs);
        expect(times).toEqual(times.toSorted((a, b) => b - a));
      }),
    );
  });
});
