import { useEffect, useState, useSyncExternalStore } from 'react';
import type { FleetFeed } from '../monitor/fleet-feed.ts';
import { safe, safeText } from '../terminal/safe-text.ts';
import { toned } from '../terminal/words.ts';
import type { AppSettings } from './app-settings.ts';
import { functionConsole } from './dashboard-copyables.ts';
import { headroomCopyables } from './headroom-copyables.ts';
import { headroomPages, headroomRows } from './headroom-rows.ts';
import type { HeadroomScene } from './headroom-scene.ts';
import { tickMs, useClockTick } from './parts/clock-tick.ts';
import { CALLS_ARE_STOPPED } from './parts/header.ts';
import { type Action, type EverywhereAction, isEverywhere } from './parts/key-action.ts';
import { useKeys } from './parts/keys.ts';
import { withMargin } from './parts/margin.ts';
import { Screen } from './parts/screen-row.tsx';
import type { WindowSize } from './parts/window-size.ts';
import type { OpenCopyMenu } from './use-copy-menu.ts';

interface HeadroomProps {
  readonly functionName: string;
  /** Whether the way back ends lmon. */
  readonly isRoot: boolean;
  readonly settings: AppSettings;
  readonly size: WindowSize;
  /** Another screen lies on top and has the keys. */
  readonly isCovered: boolean;
  readonly onSwitch: (functionName: string) => void;
  readonly onOpen: (functionName: string) => void;
  readonly onLogs: (functionName: string) => void;
  readonly onInvocations: (functionName: string) => void;
  readonly onTriage: (functionName: string) => void;
  readonly onRefresh: () => void;
  readonly onBack: () => void;
  readonly menu: OpenCopyMenu;
  readonly onEverywhere: (action: EverywhereAction) => void;
}

/** How long have I got, and against which limit? */
export function HeadroomScreen(props: HeadroomProps) {
  const { fleet } = props.settings;
  return fleet === null ? null : <WatchedHeadroom {...props} fleet={fleet} />;
}

function WatchedHeadroom({
  functionName,
  settings,
  size,
  fleet,
  ...props
}: HeadroomProps & { fleet: FleetFeed }) {
  const { look, whereabouts, access, thresholds, now } = settings;
  const snapshot = useSyncExternalStore(fleet.subscribe, fleet.getSnapshot);
  useClockTick(tickMs(look));
  const [wantedPage, setPage] = useState(0);
  const pages = headroomPages(size.columns);
  const page = wantedPage % pages;
  const place = snapshot.functions.findIndex(({ name }) => name === functionName);
  const status = snapshot.functions[place];
  const name = status?.name ?? null;
  useEffect(() => {
    fleet.attend(name);
    return () => fleet.attend(null);
  }, [fleet, name]);

  const scene: HeadroomScene | null =
    status === undefined
      ? null
      : {
          ...size,
          status,
          snapshot,
          whereabouts,
          isRoot: props.isRoot,
          thresholds,
          nowMs: now(),
          look,
          access,
          page,
        };

  useKeys('headroom', ({ action }) => answer(action), !props.isCovered);

  function answer(action: Action | null) {
    if (isEverywhere(action)) return props.onEverywhere(action);
    switch (action) {
      case 'back':
      case 'quit':
        return props.onBack();
      case 'nextPane':
        return setPage((before) => (before + 1) % pages);
      case 'open':
        return props.onOpen(functionName);
      case 'logs':
        return props.onLogs(functionName);
      case 'invocations':
        return props.onInvocations(functionName);
      case 'triage':
        return props.onTriage(functionName);
      case 'freeze':
        return fleet.toggleFreeze();
      case 'refresh':
        return props.onRefresh();
      case 'copy':
        return scene && props.menu.open(headroomCopyables(scene));
      case 'console':
        return scene && props.menu.copy(functionConsole(scene.status, access));
      case 'nextFunction':
        return switchBy(1);
      case 'previousFunction':
        return switchBy(-1);
      default:
        return;
    }
  }

  function switchBy(step: 1 | -1) {
    const count = snapshot.functions.length;
    const neighbour = snapshot.functions[(place + step + count) % count];
    if (neighbour !== undefined) props.onSwitch(neighbour.name);
  }

  if (props.isCovered) return null;
  const isStopped = snapshot.held?.kind === 'stopped';
  const waiting = isStopped
    ? toned('warn', CALLS_ARE_STOPPED)
    : toned('dim', safe`looking for ${safeText(functionName)}`);
  const rows = scene === null ? [withMargin([waiting])] : headroomRows(scene);
  return <Screen rows={rows} columns={size.columns} height={size.rows} look={look} />;
}
