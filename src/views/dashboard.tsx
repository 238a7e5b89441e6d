import { useEffect, useState, useSyncExternalStore } from 'react';
import type { FleetFeed } from '../monitor/fleet-feed.ts';
import type { FunctionStatus } from '../monitor/function-status.ts';
import { safe, safeText } from '../terminal/safe-text.ts';
import { toned } from '../terminal/words.ts';
import type { AppSettings } from './app-settings.ts';
import { functionConsole, functionCopyables } from './dashboard-copyables.ts';
import { NO_PANE, paneAfterAction, paneCount } from './dashboard-pane.ts';
import { functionRows } from './dashboard-rows.ts';
import { tickMs, useClockTick } from './parts/clock-tick.ts';
import { functionCharts, pickedChart } from './parts/dashboard-charts.ts';
import { CALLS_ARE_STOPPED } from './parts/header.ts';
import {
  type Action,
  type EverywhereAction,
  isEverywhere,
  WINDOW_MINUTES,
  type WindowAction,
} from './parts/key-action.ts';
import { useKeys } from './parts/keys.ts';
import { withMargin } from './parts/margin.ts';
import { Screen } from './parts/screen-row.tsx';
import type { WindowSize } from './parts/window-size.ts';
import type { OpenCopyMenu } from './use-copy-menu.ts';

interface FunctionProps {
  readonly functionName: string;
  /** Whether the way back ends lmon. */
  readonly isRoot: boolean;
  readonly window: WindowAction;
  readonly onWindow: (window: WindowAction) => void;
  readonly settings: AppSettings;
  readonly size: WindowSize;
  /** Another screen lies on top and has the keys. */
  readonly isCovered: boolean;
  readonly onSwitch: (functionName: string) => void;
  readonly onLogs: (functionName: string) => void;
  readonly onInvocations: (functionName: string) => void;
  readonly onHeadroom: (functionName: string) => void;
  readonly onTriage: (functionName: string) => void;
  readonly onRefresh: () => void;
  readonly onBack: () => void;
  readonly menu: OpenCopyMenu;
  readonly onEverywhere: (action: EverywhereAction) => void;
}

/** What changed, and when? */
export function FunctionScreen(props: FunctionProps) {
  const { fleet } = props.settings;
  return fleet === null ? null : <WatchedFunction {...props} fleet={fleet} />;
}

function WatchedFunction({
  functionName,
  settings,
  size,
  window,
  fleet,
  ...props
}: FunctionProps & { fleet: FleetFeed }) {
  const { look, whereabouts, access, now } = settings;
  const snapshot = useSyncExternalStore(fleet.subscribe, fleet.getSnapshot);
  useClockTick(tickMs(look));
  const [pane, setPane] = useState(NO_PANE);
  const wantsDay = window === 'window24h';
  const name = snapshot.functions.find((each) => each.name === functionName)?.name ?? null;
  useEffect(() => {
    fleet.attend(name, wantsDay);
    return () => fleet.attend(null);
  }, [fleet, name, wantsDay]);
  const place = snapshot.functions.findIndex(({ name }) => name === functionName);
  const status = snapshot.functions[place];
  const isStopped = snapshot.held?.kind === 'stopped';

  useKeys('function', ({ action }) => answer(action), !props.isCovered);

  function answer(action: Action | null) {
    if (isEverywhere(action)) return props.onEverywhere(action);
    const moved = action === null || status === undefined ? null : paneAfter(action, status);
    if (moved !== null) return setPane(moved);
    switch (action) {
      case 'back':
      case 'quit':
        return props.onBack();
      case 'freeze':
        return fleet.toggleFreeze();
      case 'refresh':
        return props.onRefresh();
      case 'logs':
        return props.onLogs(functionName);
      case 'invocations':
        return props.onInvocations(functionName);
      case 'headroom':
        return props.onHeadroom(functionName);
      case 'triage':
        return props.onTriage(functionName);
      case 'copy':
        return status && props.menu.open(functionCopyables(status, snapshot, access));
      case 'console':
        return status && props.menu.copy(functionConsole(status, access));
      case 'nextFunction':
        return switchBy(1);
      case 'previousFunction':
        return switchBy(-1);
      default:
        if (action !== null && action in WINDOW_MINUTES) props.onWindow(action as WindowAction);
    }
  }

  function paneAfter(action: Action, shown: FunctionStatus) {
    const count = paneCount(functionCharts(shown, []).length, size.columns);
    return paneAfterAction(action, pane, pickedChart(shown), count);
  }

  function switchBy(step: 1 | -1) {
    const count = snapshot.functions.length;
    const neighbour = snapshot.functions[(place + step + count) % count];
    if (neighbour !== undefined) props.onSwitch(neighbour.name);
  }

  if (props.isCovered) return null;
  const rows =
    status === undefined
      ? [
          withMargin([
            isStopped
              ? toned('warn', CALLS_ARE_STOPPED)
              : toned('dim', safe`looking for ${safeText(functionName)}`),
          ]),
        ]
      : functionRows({
          ...size,
          status,
          snapshot,
          whereabouts,
          isRoot: props.isRoot,
          pane,
          windowMinutes: WINDOW_MINUTES[window],
          thresholds: settings.thresholds,
          nowMs: now(),
          look,
        });
  return <Screen rows={rows} columns={size.columns} height={size.rows} look={look} />;
}
