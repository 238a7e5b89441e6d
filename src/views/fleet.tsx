import { useEffect, useRef, useSyncExternalStore } from 'react';
import type { FleetMonitor } from '../monitor/fleet-monitor.ts';
import type { AppSettings } from './app-settings.ts';
import { fleetAfterKey } from './fleet-keys.ts';
import { fleetRows } from './fleet-rows.ts';
import type { FleetScene } from './fleet-scene.ts';
import { type FleetState, shownFunctions } from './fleet-state.ts';
import { tickMs, useClockTick } from './parts/clock-tick.ts';
import { useKeys } from './parts/keys.ts';
import { Screen } from './parts/screen-row.tsx';
import type { WindowSize } from './parts/window-size.ts';

interface FleetProps {
  readonly settings: AppSettings;
  readonly size: WindowSize;
  readonly state: FleetState;
  readonly setState: (state: FleetState) => void;
  /** Another screen lies on top and has the keys. */
  readonly isCovered: boolean;
  readonly onOpen: (functionName: string) => void;
  readonly onLogs: (functionName: string) => void;
  readonly onQuit: () => void;
  readonly onHelp: () => void;
}

/** Which function hurts? */
export function FleetScreen(props: FleetProps) {
  const { fleet } = props.settings;
  return fleet === null ? null : <WatchedFleet {...props} fleet={fleet} />;
}

function WatchedFleet({
  settings,
  size,
  state,
  setState,
  fleet,
  ...props
}: FleetProps & { fleet: FleetMonitor }) {
  const { look, whereabouts, thresholds, now } = settings;
  const snapshot = useSyncExternalStore(fleet.subscribe, fleet.getSnapshot);
  useClockTick(tickMs(look));
  // Keys typed faster than frames are drawn must each see what the one before has done.
  const latest = useRef(state);
  // The cursor begins on the worst function, and stays on it when another becomes the worst.
  const worst = snapshot.functions[0]?.name;
  useEffect(() => {
    if (latest.current.selected !== null || worst === undefined) return;
    latest.current = { ...latest.current, selected: worst };
    setState(latest.current);
  }, [worst, setState]);

  useKeys(
    'fleet',
    (press) => {
      const { state: after, request } = fleetAfterKey(press, sceneOf(latest.current), wallNow());
      latest.current = after;
      setState(after);
      switch (request?.kind) {
        case 'open':
          return props.onOpen(request.functionName);
        case 'logs':
          return props.onLogs(request.functionName);
        case 'refresh':
          return fleet.refresh();
        case 'help':
          return props.onHelp();
        case 'quit':
          return props.onQuit();
        case undefined:
          return;
      }
    },
    !props.isCovered,
  );

  function sceneOf(current: FleetState): FleetScene {
    const shown = shownFunctions(current, snapshot.functions, wallNow());
    return { ...size, snapshot, shown, state: current, whereabouts, thresholds, nowMs: now(), look };
  }

  if (props.isCovered) return null;
  return <Screen rows={fleetRows(sceneOf(state))} columns={size.columns} height={size.rows} look={look} />;
}

function wallNow(): number {
  return performance.timeOrigin + performance.now();
}
