import { describe, expect, it } from 'vitest';
import type { KnownLimits } from '../../src/capacity/evidence.ts';
import { MINUTE_MS } from '../../src/lambda/time.ts';
import { worstFirst } from '../../src/monitor/fleet-judgement.ts';
import {
  type FunctionReading,
  limitShareHistory,
  type StatusFacts,
  statusOf,
} from '../../src/monitor/function-status.ts';
import { rawText } from '../../src/terminal/text.ts';
import type { FunctionMinute } from '../../src/triage/function-minute.ts';
import { DEFAULT_THRESHOLDS } from '../../src/triage/thresholds.ts';
import { scriptedFunction } from './scripted-account.ts';

const START = Date.parse('2026-11-24T03:00:00Z');
const NO_POINTS: Omit<FunctionMinute, 'minuteMs'> = {
  invocations: null,
  errors: null,
  throttles: null,
  durationSumMs: null,
  durationP50Ms: null,
  durationP95Ms: null,
  durationP99Ms: null,
  durationMaxMs: null,
  observedMax: null,
  iteratorAgeMs: null,
  deadLetterErrors: null,
};
const CALM = {
  invocations: 600,
  errors: 0,
  throttles: 0,
  durationSumMs: 60_000,
  durationP95Ms: 200,
  durationMaxMs: 300,
};
const LIMITS: KnownLimits = {
  reserved: { known: true, value: null },
  unreserved: { known: true, value: 1_000 },
  streamWorkers: null,
};

const READ: FunctionReading = {
  state: 'read',
  isListed: null,
  hasUnsettledCalls: false,
  denied: new Set(),
};

/** One object of points a minute, oldest first. */
const minutesOf = (points: readonly Partial<FunctionMinute>[]): readonly FunctionMinute[] =>
  points.map((each, index) => ({ ...NO_POINTS, minuteMs: START + index * MINUTE_MS, ...each }));
const times = (count: number, points: Partial<FunctionMinute>) => Array.from({ length: count }, () => points);

function status(points: readonly Partial<FunctionMinute>[], facts: Partial<StatusFacts> = {}) {
  return statusOf({
    configuration: scriptedFunction('worker'),
    limits: LIMITS,
    hasStreamSource: false,
    hasEventSource: false,
    reading: READ,
    minutes: minutesOf(points),
    pool: [],
    thresholds: DEFAULT_THRESHOLDS,
    ...facts,
  });
}

describe('the status of a function', () => {
  it('shows the numbers of its newest minute', () => {
    expect(
      status([...times(20, CALM), { ...CALM, invocations: 60, errors: 6, throttles: 20 }]),
    ).toMatchObject({
      activity: 'active',
      minuteMs: START + 20 * MINUTE_MS,
      requestsPerSecond: 1,
      errorRate: 0.1,
      throttleRate: 0.25,
      durationAverageMs: 1_000,
      durationP95Ms: 200,
      timeoutShare: 0.1,
    });
  });

  it('knows nothing when nothing came', () => {
    expect(status([])).toMatchObject({
      activity: 'idle',
      minuteMs: null,
      requestsPerSecond: 'missing',
      reasons: [],
    });
  });

  it.each([
    ['idle when it was read and not called', { state: 'read', isListed: null }, 'idle', 'ok'],
    ['idle when a list of the called does not name it', { state: 'never', isListed: false }, 'idle', 'ok'],
    ['active when such a list does, and unknown', { state: 'never', isListed: true }, 'active', 'unknown'],
    ['unknown when nobody knows', { state: 'never', isListed: null }, 'active', 'unknown'],
    ['unknown when what was read is old', { state: 'overdue', isListed: true }, 'active', 'unknown'],
  ] as const)('is %s', (_case, reading, activity, severity) => {
    expect(status([], { reading: { ...READ, ...reading } })).toMatchObject({ activity, severity });
  });

  it('is not judged, and not idle, when all its calls are in minutes that may still change', () => {
    expect(status([{}, {}], { reading: { ...READ, hasUnsettledCalls: true } })).toMatchObject({
      activity: 'active',
      severity: 'unknown',
      requestsPerSecond: 'unsettled',
      durationP95Ms: 'unsettled',
    });
  });

  it('says which of its numbers lmon may not read', () => {
    const reading = { ...READ, denied: new Set(['Errors Sum']) };
    expect(status(times(20, { ...CALM, errors: null }), { reading })).toMatchObject({
      errorRate: 'denied',
      throttleRate: 0,
    });
  });

  it('has no rates, averages or use in a minute without a data point', () => {
    expect(status([...times(20, CALM), {}])).toMatchObject({
      activity: 'active',
      requestsPerSecond: 'missing',
      errorRate: 'missing',
      throttleRate: 'missing',
      durationAverageMs: 'missing',
      durationP95Ms: 'missing',
      timeoutShare: 'missing',
      observedMax: 'missing',
      assessment: { level: null, low: null, high: null },
    });
  });

  it('has no error rate while nothing runs because everything is throttled', () => {
    expect(status(times(20, { ...NO_POINTS, invocations: 0, throttles: 50 }))).toMatchObject({
      activity: 'active',
      requestsPerSecond: 0,
      errorRate: 'missing',
      throttleRate: 1,
      severity: 'crit',
    });
  });

  it.each([
    ['a function without a stream', { hasStreamSource: false }, 'notApplicable'],
    ['a function with one', { hasStreamSource: true }, 90_000],
    ['a function whose sources are denied', { hasStreamSource: null }, 90_000],
  ])('says of %s what its iterator age is', (_case, facts, age) => {
    expect(status(times(5, { ...CALM, iteratorAgeMs: 90_000 }), facts).iteratorAgeMs).toBe(age);
  });

  it.each([
    ['nothing without a dead-letter target', null, times(6, { deadLetterErrors: 2 }), 'notApplicable'],
    ['nothing without a data point', 'arn:of:queue', times(6, {}), 'missing'],
    ['a measured zero', 'arn:of:queue', times(6, { deadLetterErrors: 0 }), 0],
    ['what the last five minutes lost', 'arn:of:queue', times(6, { deadLetterErrors: 2 }), 10],
  ])('counts of lost events %s', (_case, target, points, lost) => {
    const deadLetterTarget = target === null ? null : rawText(target);
    const configuration = scriptedFunction('worker', { deadLetterTarget });
    expect(status(points, { configuration }).lostEvents).toBe(lost);
  });

  it.each([
    ['that is called', times(20, CALM), 'active'],
    ['that was called fourteen minutes ago', [CALM, ...times(14, {})], 'active'],
    ['that was called fifteen minutes ago', [CALM, ...times(15, {})], 'idle'],
    ['of which only throttles are known', times(5, { throttles: 4 }), 'active'],
    ['with measured zeros', times(5, { invocations: 0, throttles: 0 }), 'idle'],
  ])('calls a function %s what it is', (_case, points, activity) => {
    expect(status(points).activity).toBe(activity);
  });

  it('still judges a function that has fallen silent within the hour', () => {
    const { activity, severity, reasons } = status([...times(60, CALM), ...times(20, {})]);
    expect([activity, severity]).toEqual(['idle', 'crit']);
    expect(reasons.map(({ rule }) => rule)).toContain('silence');
  });

  it('measures how fast the iterator age grows', () => {
    const points = [10_000, 20_000, 40_000, 60_000, 90_000].map((iteratorAgeMs) => ({
      ...CALM,
      iteratorAgeMs,
    }));
    expect(status(points, { hasStreamSource: true }).iteratorAgeGrowthMs).toBe(20_000);
  });
});

describe('the share of the limit over the last minutes', () => {
  const reserved = { ...LIMITS, reserved: { known: true, value: 10 } as const };

  it('is null where there is no data point', () => {
    const each = status([CALM, {}, { ...CALM, durationSumMs: 300_000 }], { limits: reserved });
    expect(limitShareHistory(each, [], 3)).toEqual([0.1, null, 0.5]);
  });

  it.each([
    ['unknown', { known: false, because: 'denied' } as const],
    ['zero, for a function that is switched off', { known: true, value: 0 } as const],
  ])('is null when the limit is %s', (_case, limit) => {
    const each = status([CALM, CALM], { limits: { ...LIMITS, reserved: limit } });
    expect(limitShareHistory(each, [], 2)).toEqual([null, null]);
  });

  it("is the pool's for a function that reserves nothing", () => {
    const pool = [{ minuteMs: START, unreservedInUse: 250 }];
    expect(limitShareHistory(status([CALM, CALM]), pool, 2)).toEqual([0.25, null]);
  });
});

describe('the order of functions', () => {
  const named = (name: string, points: readonly Partial<FunctionMinute>[]) =>
    status(points, { configuration: scriptedFunction(name) });

  it('is worst first, then what is lost, then the busiest; idle ones last, by name', () => {
    const functions = [
      named('idle-b', []),
      named('calm', times(20, CALM)),
      named('idle-a', []),
      named('busy', times(20, { ...CALM, durationSumMs: 600_000 })),
      named('failing', times(20, { ...CALM, errors: 100 })),
      named('failing-more', times(20, { ...CALM, errors: 300 })),
    ];
    expect(functions.toSorted(worstFirst).map(({ name }) => name)).toEqual([
      'failing-more',
      'failing',
      'busy',
      'calm',
      'idle-a',
      'idle-b',
    ]);
  });
});
