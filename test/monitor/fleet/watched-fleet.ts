import { ApiLedger } from '../../../src/monitor/calls/api-ledger.ts';
import { createCallBudget } from '../../../src/monitor/calls/call-budget.ts';
import {
  type FleetMonitor,
  type FleetMonitorSettings,
  watchFleet,
} from '../../../src/monitor/fleet/fleet-monitor.ts';
import type { FleetSnapshot } from '../../../src/monitor/fleet/fleet-snapshot.ts';
import type { FunctionStatus } from '../../../src/monitor/function/function-status.ts';
import type { Sources } from '../../../src/monitor/sources.ts';
import { DEFAULT_THRESHOLDS } from '../../../src/triage/thresholds.ts';
import type { SteppedClock } from '../stepped-clock.ts';

export interface WatchedFleet {
  readonly monitor: FleetMonitor;
  readonly clock: SteppedClock;
  status(functionName: string): FunctionStatus;
}

/**
 * A monitor whose first poll is over.
 *
 * @param onSnapshot hears of every snapshot from the first on.
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
  // Who looks at the past waits for nothing more.
  if (settings.untilMs == null) await clock.atRest();
  return {
    monitor,
    clock,
    status(functionName) {
      const status = monitor.getSnapshot().functions.find(({ name }) => name === functionName);
      if (status === undefined) throw new Error(`the fleet does not show ${functionName}`);
      return status;
    },
  };
}
