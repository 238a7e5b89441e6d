import { useEffect, useSyncExternalStore } from 'react';
import type { Wants } from '../../monitor/fleet/attention.ts';
import type { FleetSnapshot } from '../../monitor/fleet/fleet-snapshot.ts';
import type { FunctionStatus } from '../../monitor/function/status/function-status.ts';
import { tickMs, useClockTick } from '../parts/look/clock-tick.ts';
import type { FunctionScreenProps } from './function-screen-props.ts';

/** The function of a screen, as the fleet knows it. */
export interface WatchedFunction {
  readonly snapshot: FleetSnapshot;
  /** Undefined until the fleet has been listed. */
  readonly status: FunctionStatus | undefined;
}

/** The function, with the closer look and the extra facts that its screen wants of it. */
export function useWatchedFunction(
  { fleet, functionName, settings: { look } }: FunctionScreenProps,
  wantsOf: (watched: WatchedFunction) => Wants = () => ({}),
): WatchedFunction {
  const snapshot = useSyncExternalStore(fleet.subscribe, fleet.getSnapshot);
  useClockTick(tickMs(look));
  const status = snapshot.functions.find(({ name }) => name === functionName);
  const name = status?.name ?? null;
  const { day = false, lines = false, report = false } = wantsOf({ snapshot, status });
  useEffect(() => {
    fleet.attend(name, { day, lines, report });
    return () => fleet.attend(null);
  }, [fleet, name, day, lines, report]);
  return { snapshot, status };
}
