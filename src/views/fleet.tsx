import { useSyncExternalStore } from 'react';
import type { FleetMonitor } from '../monitor/fleet-monitor.ts';
import { fleetLayout } from '../print/fleet-table.ts';
import type { AppSettings } from './app-settings.ts';
import { fleetPage, fleetRows } from './fleet-rows.ts';
import type { FleetScene } from './fleet-scene.ts';
import {
  type FleetState,
  moved,
  relisted,
  rowsOf,
  selectedIndex,
  shownFunctions,
  sortableColumns,
} from './fleet-state.ts';
import { tickMs, useClockTick } from './parts/clock-tick.ts';
import { type KeyPress, useKeys } from './parts/keys.ts';
import { innerWidth } from './parts/margin.ts';
import { Screen } from './parts/screen-row.tsx';
import type { WindowSize } from './parts/window-size.ts';

interface FleetProps {
  readonly settings: AppSettings;
  readonly size: WindowSize;
  readonly state: FleetState;
  readonly setState: (state: FleetState) => void;
  readonly onOpen: (functionName: string) => void;
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
  onOpen,
  onQuit,
  onHelp,
  fleet,
}: FleetProps & { fleet: FleetMonitor }) {
  const { look, whereabouts, now } = settings;
  const snapshot = useSyncExternalStore(fleet.subscribe, fleet.getSnapshot);
  useClockTick(tickMs(look));
  const wallMs = performance.timeOrigin + performance.now();
  const shown = shownFunctions(state, snapshot.functions, wallMs);
  const scene: FleetScene = { ...size, snapshot, shown, state, whereabouts, nowMs: now(), look };

  useKeys('fleet', (press) => {
    switch (state.mode.kind) {
      case 'filtering':
        return setState(filtered(state, press));
      case 'sorting':
        return setState(sorted(state, press, size));
      case 'browsing':
        return browse(press);
    }
  });

  function browse({ action }: KeyPress) {
    if (action === null) return;
    const rows = rowsOf(action, fleetPage(scene));
    if (rows !== null) return setState(moved(state, shown, rows, wallMs));
    const selected = shown[selectedIndex(state, shown)];
    switch (action) {
      case 'open':
      case 'logs':
        if (selected !== undefined) onOpen(selected.name);
        return;
      case 'filter':
        return setState({ ...state, mode: { kind: 'filtering', before: state.filter } });
      case 'sort':
        return setState({ ...state, mode: { kind: 'sorting', column: 0 } });
      case 'idle':
        return setState(relisted(state, { showsIdle: !state.showsIdle }));
      case 'refresh':
        return fleet.refresh();
      case 'back':
        if (state.filter !== '') setState(relisted(state, { filter: '' }));
        return;
      case 'help':
        return onHelp();
      case 'quit':
        return onQuit();
      default:
        return;
    }
  }

  return <Screen rows={fleetRows(scene)} columns={size.columns} height={size.rows} look={look} />;
}

function filtered(state: FleetState, press: KeyPress): FleetState {
  if (press.isReturn) return { ...state, mode: { kind: 'browsing' } };
  if (press.isEscape) return { ...relisted(state, { filter: '' }), mode: { kind: 'browsing' } };
  if (press.isBackspace) return relisted(state, { filter: state.filter.slice(0, -1) });
  return press.character === '' ? state : relisted(state, { filter: state.filter + press.character });
}

function sorted(state: FleetState, press: KeyPress, { columns }: WindowSize): FleetState {
  if (state.mode.kind !== 'sorting') return state;
  const choices = sortableColumns(fleetLayout(innerWidth(columns)).map(({ column }) => column));
  const { column } = state.mode;
  if (press.isReturn)
    return { ...relisted(state, { sortedBy: choices[column] ?? null }), mode: { kind: 'browsing' } };
  if (press.isEscape) return { ...relisted(state, { sortedBy: null }), mode: { kind: 'browsing' } };
  const step = press.action === 'right' ? 1 : press.action === 'left' ? -1 : 0;
  return { ...state, mode: { kind: 'sorting', column: (column + step + choices.length) % choices.length } };
}
