import type { KnownLimits } from '../../../src/capacity/evidence.ts';
import { MINUTE_MS } from '../../../src/lambda/time.ts';
import { statusOf } from '../../../src/monitor/function/status/function-judgement.ts';
import type { FunctionReading } from '../../../src/monitor/function/status/function-status.ts';
import type { StatusFacts } from '../../../src/monitor/function/status/status-facts.ts';
import type { FunctionMinute } from '../../../src/triage/minute/function-minute.ts';
import { DEFAULT_THRESHOLDS } from '../../../src/triage/thresholds.ts';
import { NO_DATA } from '../../triage/no-data.ts';
import { scriptedFunction } from '../scripted-account.ts';

export const START_MS = Date.parse('2026-11-24T03:00:00Z');
/** A minute with ten calls a second of 100 ms. */
export const CALM = {
  invocations: 600,
  errors: 0,
  throttles: 0,
  durationSumMs: 60_000,
  durationP95Ms: 200,
  durationMaxMs: 300,
};
export const LIMITS: KnownLimits = {
  reserved: { known: true, value: null },
  unreserved: { known: true, value: 1_000 },
  streamWorkers: null,
};

/** Everything about the function has been answered. */
export const READ: FunctionReading = {
  state: 'read',
  isListed: null,
  hasUnsettledCalls: false,
  denied: new Set(),
  failed: new Set(),
};

/** One object of points per minute, oldest first. */
export const minutesOf = (points: readonly Partial<FunctionMinute>[]): readonly FunctionMinute[] =>
  points.map((each, index) => ({ ...NO_DATA, minuteMs: START_MS + index * MINUTE_MS, ...each }));
export const times = (count: number, points: Partial<FunctionMinute>) =>
  Array.from({ length: count }, () => points);

/** The status of a function after minutes with these points, oldest first, with the test's changes. */
export function status(points: readonly Partial<FunctionMinute>[], facts: Partial<StatusFacts> = {}) {
  return statusOf({
    configuration: scriptedFunction('worker'),
    limits: LIMITS,
    hasStreamSource: false,
    eventSources: { known: true, value: [] },
    reading: READ,
    minutes: minutesOf(points),
    readMs: null,
    inFlight: null,
    queueAgeMs: null,
    redrives: [],
    pool: [],
    thresholds: DEFAULT_THRESHOLDS,
    chronic: null,
    weekOnset: null,
    nowMs: START_MS + points.length * MINUTE_MS,
    before: null,
    ...facts,
  });
}
