import { onTestFinished } from 'vitest';
import { ApiLedger } from '../../../src/monitor/calls/api-ledger.ts';
import { createCallBudget } from '../../../src/monitor/calls/call-budget.ts';
import {
  type FleetMonitor,
  type FleetMonitorSettings,
  watchFleet,
} from '../../../src/monitor/fleet/fleet-monitor.ts';
import type { FleetSnapshot } from '../../../src/monitor/fleet/fleet-snapshot.ts';
import type { FunctionStatus } from '../../../src/monitor/function/status/function-status.ts';
import type { Sources } from '../../../src/monitor/sources.ts';
import { DEFAULT_THRESHOLDS } from '../../../src/triage/thresholds.ts';
import {
  type AccountScript,
  type ScriptedAccount,
  scriptedAccount,
  scriptedFunction,
} from '../scripted-account.ts';
import { createSteppedClock, type SteppedClock } from '../stepped-clock.ts';

export const START_MS = Date.parse('2026-11-24T03:12:10Z');
/** Twenty seconds after the minute. */
export const FIRST_POLL_MS = Date.parse('2026-11-24T03:12:20Z');

export interface WatchedFleet {
  readonly monitor: FleetMonitor;
  readonly clock: SteppedClock;
  status(functionName: string): FunctionStatus;
  /** Resolves once a snapshot matches; the test's timeout is the limit. */
  until(isSo: (snapshot: FleetSnapshot) => boolean): Promise<void>;
  connection(): FleetSnapshot['connection'];
}

/**
 * A monitor after its first poll; the caller stops it.
 *
 * @param onSnapshot receives every snapshot from the first on.
 */
export async function watchedFleet(
  sources: Sources,
  clock: SteppedClock,
  onSnapshot: (snapshot: FleetSnapshot) => void = () => {},
  settings: Partial<FleetMonitorSettings> = {},
): Promise<WatchedFleet> {
  const monitor = watchFleet({
    sources,
    clock,
    budget: createCallBudget(clock, { random: () => 0.5 }),
    ledger: new ApiLedger(clock.now()),
    thresholds: DEFAULT_THRESHOLDS,
    ...settings,
  });
  monitor.subscribe(() => onSnapshot(monitor.getSnapshot()));
  await monitor.firstPoll;
  // Views of the past wait for nothing more.
  if (settings.untilMs == null) await clock.atRest();
  return {
    monitor,
    clock,
    status(functionName) {
      const status = monitor.getSnapshot().functions.find(({ name }) => name === functionName);
      if (status === undefined) throw new Error(`the fleet does not show ${functionName}`);
      return status;
    },
    until: (isSo) =>
      new Promise((resolve) => {
        const look = () => {
          if (!isSo(monitor.getSnapshot())) return;
          unsubscribe();
          resolve();
        };
        const unsubscribe = monitor.subscribe(look);
        look();
      }),
    connection: () => monitor.getSnapshot().connection,
  };
}

/** The same, but stopped when the calling test ends. */
export async function watchedUntilEnd(...asked: Parameters<typeof watchedFleet>): Promise<WatchedFleet> {
  const fleet = await watchedFleet(...asked);
  onTestFinished(() => fleet.monitor.stop());
  return fleet;
}

/**
 * The fleet of a scripted account until the test ends, with one busy function unless the script says otherwise.
 *
 * @param prepare runs before the first poll.
 */
export async function watching(
  script: Partial<AccountScript> = {},
  prepare: (account: ScriptedAccount) => void = () => {},
): Promise<WatchedFleet & { readonly account: ScriptedAccount }> {
  const clock = createSteppedClock(START_MS);
  const account = scriptedAccount({ clock, functions: [scriptedFunction('worker')], ...script });
  prepare(account);
  return { account, ...(await watchedUntilEnd(account.sources, clock)) };
}
