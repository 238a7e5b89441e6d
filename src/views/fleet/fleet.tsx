import { useState, useSyncExternalStore } from 'react';
import type { StoreApi } from 'zustand/vanilla';
import type { FleetFeed } from '../../monitor/fleet/fleet-feed.ts';
import { functionConsole, functionCopyables, functionNote } from '../function/function-copyables.ts';
import { WINDOW_MINUTES, type WindowAction } from '../keys/key-action.ts';
import { useKeys } from '../keys/keys.ts';
import { tracesCopyable } from '../parts/copying/trace-copyables.ts';
import { Screen } from '../parts/frame/screen-row.tsx';
import { tickMs, useClockTick } from '../parts/look/clock-tick.ts';
import type { FunctionNavigation, ScreenProps } from '../parts/screen-props.ts';
import { fleetAfterKey } from './fleet-keys.ts';
import type { FleetScene } from './fleet-scene.ts';
import { type FleetState, shownFunctions } from './fleet-state.ts';
import { createStillRows } from './still-rows.ts';
import { windowWords } from './windowed-layout.ts';

interface FleetProps extends ScreenProps, FunctionNavigation {
  /** How far back is shown; null until chosen. */
  readonly window: WindowAction | null;
  readonly onWindow: (window: WindowAction) => void;
  /** Keys may arrive faster than frames: each sees the effect of the one before. */
  readonly state: StoreApi<FleetState>;
}

/** Which function hurts? */
export function FleetScreen(props: FleetProps) {
  const { fleet } = props.settings;
  return fleet === null ? null : <WatchedFleet {...props} fleet={fleet} />;
}

function WatchedFleet({ settings, size, state: store, fleet, ...props }: FleetProps & { fleet: FleetFeed }) {
  const { look, whereabouts, access, now } = settings;
  const snapshot = useSyncExternalStore(fleet.subscribe, fleet.getSnapshot);
  useClockTick(tickMs(look));
  const state = useSyncExternalStore(store.subscribe, store.getState);
  const [rowsOf] = useState(createStillRows);
  useKeys(
    'fleet',
    (press) => {
      const { state: after, request } = fleetAfterKey(press, sceneOf(store.getState()), wallNow());
      store.setState(after);
      if (request === null) return;
      switch (request.kind) {
        case 'open':
          return props.onOpen(request.functionName);
        case 'logs':
          return props.onLogs(request.functionName);
        case 'invocations':
          return props.onInvocations(request.functionName);
        case 'headroom':
          return props.onHeadroom(request.functionName);
        case 'triage':
          return props.onTriage(request.functionName);
        case 'refresh':
          return props.onRefresh();
        case 'freeze':
          return fleet.toggleFreeze();
        case 'present':
          return props.onPresent();
        case 'window':
          props.onWindow(request.window);
          return props.onSay(windowWords(sceneOf(store.getState()), WINDOW_MINUTES[request.window]));
        case 'quit':
          return props.onBack();
        case 'say':
          return props.onSay(request.says);
        case 'copy':
          return props.menu.open(functionCopyables(request.status, snapshot, access));
        case 'console':
          return props.menu.copy(functionConsole(request.status, access));
        case 'note':
          return props.onNote(request.status.name, functionNote(request.status, snapshot));
        case 'writeNote':
          return props.onWriteNote(request.status.name);
        case 'trace':
          return props.menu.copy(tracesCopyable(request.status.name, access));
        default:
          return props.onEverywhere(request.kind);
      }
    },
    !props.isCovered,
  );

  function sceneOf(current: FleetState): FleetScene {
    const shown = shownFunctions(current, snapshot.functions, wallNow());
    const { isRoot } = props;
    const windowMinutes = props.window && WINDOW_MINUTES[props.window];
    const seen = { snapshot, shown, state: current, windowMinutes };
    return { ...size, ...seen, isRoot, whereabouts, thresholds: fleet.thresholds, nowMs: now(), look };
  }

  if (props.isCovered) return null;
  return <Screen rows={rowsOf(sceneOf(state))} columns={size.columns} height={size.rows} look={look} />;
}

function wallNow(): number {
  return performance.timeOrigin + performance.now();
}
