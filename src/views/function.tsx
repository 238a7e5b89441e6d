import { useState, useSyncExternalStore } from 'react';
import type { FleetMonitor } from '../monitor/fleet-monitor.ts';
import { safe, safeText } from '../terminal/safe-text.ts';
import { toned } from '../terminal/words.ts';
import type { AppSettings } from './app-settings.ts';
import { functionRows } from './function-rows.ts';
import { tickMs, useClockTick } from './parts/clock-tick.ts';
import { type Action, WINDOW_MINUTES, type WindowAction } from './parts/keymap.ts';
import { useKeys } from './parts/keys.ts';
import { withMargin } from './parts/margin.ts';
import { Screen } from './parts/screen-row.tsx';
import type { WindowSize } from './parts/window-size.ts';

interface FunctionProps {
  readonly functionName: string;
  /** Whether the way back ends lmon. */
  readonly isRoot: boolean;
  readonly settings: AppSettings;
  readonly size: WindowSize;
  /** Another screen lies on top and has the keys. */
  readonly isCovered: boolean;
  readonly onSwitch: (functionName: string) => void;
  readonly onLogs: (functionName: string) => void;
  readonly onBack: () => void;
  readonly onHelp: () => void;
}

const FIRST_WINDOW: WindowAction = 'window1h';

/** What changed, and when? */
export function FunctionScreen(props: FunctionProps) {
  const { fleet } = props.settings;
  return fleet === null ? null : <WatchedFunction {...props} fleet={fleet} />;
}

function WatchedFunction({
  functionName,
  settings,
  size,
  fleet,
  ...props
}: FunctionProps & { fleet: FleetMonitor }) {
  const { look, whereabouts, now } = settings;
  const snapshot = useSyncExternalStore(fleet.subscribe, fleet.getSnapshot);
  const [window, setWindow] = useState<WindowAction>(FIRST_WINDOW);
  useClockTick(tickMs(look));
  const place = snapshot.functions.findIndex(({ name }) => name === functionName);
  const status = snapshot.functions[place];

  useKeys('function', ({ action }) => answer(action), !props.isCovered);

  function answer(action: Action | null) {
    switch (action) {
      case 'back':
      case 'quit':
        return props.onBack();
      case 'help':
        return props.onHelp();
      case 'refresh':
        return fleet.refresh();
      case 'logs':
        return props.onLogs(functionName);
      case 'nextFunction':
        return switchBy(1);
      case 'previousFunction':
        return switchBy(-1);
      default:
        if (action !== null && action in WINDOW_MINUTES) setWindow(action as WindowAction);
    }
  }

  function switchBy(step: 1 | -1) {
    const count = snapshot.functions.length;
    const neighbour = snapshot.functions[(place + step + count) % count];
    if (neighbour !== undefined) props.onSwitch(neighbour.name);
  }

  if (props.isCovered) return null;
  const rows =
    status === undefined
      ? [withMargin([toned('dim', safe`looking for ${safeText(functionName)}`)])]
      : functionRows({
          ...size,
          status,
          snapshot,
          whereabouts,
          isRoot: props.isRoot,
          windowMinutes: WINDOW_MINUTES[window],
          nowMs: now(),
          look,
        });
  return <Screen rows={rows} columns={size.columns} height={size.rows} look={look} />;
}
