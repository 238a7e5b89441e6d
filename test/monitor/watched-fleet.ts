import { ApiLedger } from '../../src/monitor/api-ledger.ts';
import { createCallBudget } from '../../src/monitor/call-budget.ts';
import { type FleetMonitor, watchFleet } from '../../src/monitor/fleet-monitor.ts';
import type { FunctionStatus } from '../../src/monitor/function-status.ts';
import type { Sources } from '../../src/monitor/sources.ts';
import { DEFAULT_THRESHOLDS } from '../../src/triage/thresholds.ts';
import type { SteppedClock } from './stepped-clock.ts';

export interface WatchedFleet {
  readonly monitor: FleetMonitor;
  readonly clock: SteppedClock;
  status(functionName: string): FunctionStatus;
}

/** A monitor whose first poll is over. */
export async function watchedFleet(sources: Sources, clock: SteppedClock): Promise<WatchedFleet> {
  const monitor = watchFleet({
    sources,
    clock,
    budget: createCallBudget(clock, { random: () => 0.5 }),
    ledger: new ApiLedger(clock.now()),
    thresholds: DEFAULT_THRESHOLDS,
  });
  await monitor.firstPoll;
  await clock.atRest();
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
