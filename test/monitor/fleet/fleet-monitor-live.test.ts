import { afterEach, expect, it } from 'vitest';
import { ApiLedger } from '../../../src/monitor/calls/api-ledger.ts';
import { createCallBudget } from '../../../src/monitor/calls/call-budget.ts';
import { type FleetMonitor, watchFleet } from '../../../src/monitor/fleet/fleet-monitor.ts';
import {
  createWatchedConcurrency,
  type WatchedConcurrency,
} from '../../../src/monitor/log/watched-concurrency.ts';
import { DEFAULT_THRESHOLDS } from '../../../src/triage/thresholds.ts';
import { seenInFlight } from '../../capacity/in-flight-marks.ts';
import { createManualClock } from '../manual-clock.ts';
import { scriptedAccount, scriptedFunction } from '../scripted-account.ts';

const START_MS = Date.parse('2026-11-24T03:12:21Z');
const RESERVED = 100;

let monitor: FleetMonitor;
afterEach(() => monitor.stop());

/** Two minutes of a log with a concurrency of about `level`. */
function followedLog(level: number): WatchedConcurrency {
  const levels = Array.from({ length: 120 }, (_, second) => level + 4 * Math.sin(second * 2.4));
  return {
    ...createWatchedConcurrency(),
    isWatching: true,
    inFlightOf: (name) => (name === 'worker' ? seenInFlight(levels, 0.5) : null),
  };
}

async function watching(watched: WatchedConcurrency) {
  const clock = createManualClock(START_MS);
  const { sources } = scriptedAccount({
    clock,
    functions: [scriptedFunction('worker'), scriptedFunction('other')],
  });
  const functions = {
    ...sources.functions,
    reservedConcurrency: async () => ({ ok: true, value: RESERVED }) as const,
    accountLimits: async () =>
      ({ ok: true, value: { concurrency: 1_000, unreservedConcurrency: 1_000 - 2 * RESERVED } }) as const,
  };
  monitor = watchFleet({
    sources: { ...sources, functions },
    clock,
    budget: createCallBudget(clock, { random: () => 0.5 }),
    ledger: new ApiLedger(clock.now()),
    thresholds: DEFAULT_THRESHOLDS,
    watched,
  });
  await clock.advance(10_000);
  return clock;
}

function assessmentOf(functionName: string) {
  return monitor.getSnapshot().functions.find(({ name }) => name === functionName)?.assessment;
}

it('judges a function whose log is followed by its log, and others by their metrics', async () => {
  await watching(followedLog(86));
  expect(assessmentOf('worker')).toMatchObject({ flag: 'near', reason: 'steady load' });
  expect(assessmentOf('worker')?.level).toBeCloseTo(86, -1);
  expect(assessmentOf('worker')?.parts.map(({ source }) => source)).toContain('inFlight');
  expect(assessmentOf('other')).toMatchObject({ flag: 'ok', level: 1 });
});

it.each([
  { case: 'a log is followed', watched: followedLog(40), times: 4 },
  { case: 'none is', watched: createWatchedConcurrency(), times: 0 },
])('judges $times times in twenty seconds between polls while $case', async ({ watched, times }) => {
  const clock = await watching(watched);
  const judgedMs = new Set([monitor.getSnapshot().judgedMs]);
  monitor.subscribe(() => judgedMs.add(monitor.getSnapshot().judgedMs));
  await clock.advance(20_000);
  expect(judgedMs.size - 1).toBe(times);
});
