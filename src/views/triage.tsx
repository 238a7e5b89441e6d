import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { caseFileOf } from '../monitor/case-file.ts';
import type { FleetFeed } from '../monitor/fleet-feed.ts';
import { safe, safeText } from '../terminal/safe-text.ts';
import { toned } from '../terminal/words.ts';
import { triageReport } from '../triage/report/triage-report.ts';
import type { AppSettings } from './app-settings.ts';
import { functionConsole } from './dashboard-copyables.ts';
import { rowsOf } from './fleet-state.ts';
import { tickMs, useClockTick } from './parts/clock-tick.ts';
import { CALLS_ARE_STOPPED } from './parts/header.ts';
import { type Action, type EverywhereAction, isEverywhere } from './parts/key-action.ts';
import { useKeys } from './parts/keys.ts';
import { withMargin } from './parts/margin.ts';
import { Screen } from './parts/screen-row.tsx';
import type { WindowSize } from './parts/window-size.ts';
import { triageCopyables } from './triage-copyables.ts';
import { lastTriageRow, type TriageScene, triageHeight, triageRows } from './triage-rows.ts';
import type { OpenCopyMenu } from './use-copy-menu.ts';

interface TriageProps {
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
  readonly onHeadroom: (functionName: string) => void;
  readonly onRefresh: () => void;
  readonly onBack: () => void;
  readonly menu: OpenCopyMenu;
  readonly onEverywhere: (action: EverywhereAction) => void;
}

/** What do I tell people? */
export function TriageScreen(props: TriageProps) {
  const { fleet } = props.settings;
  return fleet === null ? null : <WatchedTriage {...props} fleet={fleet} />;
}

function WatchedTriage({
  functionName,
  settings,
  size,
  fleet,
  ...props
}: TriageProps & { fleet: FleetFeed }) {
  const { look, whereabouts, access, now } = settings;
  const snapshot = useSyncExternalStore(fleet.subscribe, fleet.getSnapshot);
  useClockTick(tickMs(look));
  const [first, setFirst] = useState(0);
  const place = snapshot.functions.findIndex(({ name }) => name === functionName);
  const status = snapshot.functions[place];
  const name = status?.name ?? null;
  useEffect(() => {
    setFirst(0);
    fleet.attend(name);
    return () => fleet.attend(null);
  }, [fleet, name]);

  // A report is of what was known when it was judged: it changes with that, and not with the clock.
  const report = useMemo(() => {
    const file = caseFileOf(functionName, snapshot, snapshot.judgedMs);
    return file === null ? null : triageReport(file);
  }, [functionName, snapshot]);
  const isComplete = snapshot.detail?.functionName === functionName && snapshot.detailToMs !== null;
  const scene: TriageScene | null = report && {
    ...size,
    report,
    snapshot,
    isComplete,
    whereabouts,
    isRoot: props.isRoot,
    first,
    nowMs: now(),
    look,
  };

  useKeys('triage', ({ action }) => answer(action), !props.isCovered);

  function answer(action: Action | null) {
    if (isEverywhere(action)) return props.onEverywhere(action);
    switch (action) {
      case null:
        return;
      case 'back':
      case 'quit':
        return props.onBack();
      case 'open':
        return props.onOpen(functionName);
      case 'logs':
        return props.onLogs(functionName);
      case 'invocations':
        return props.onInvocations(functionName);
      case 'headroom':
        return props.onHeadroom(functionName);
      case 'freeze':
        return fleet.toggleFreeze();
      case 'refresh':
        return props.onRefresh();
      case 'copy':
        return report && props.menu.open(triageCopyables(report));
      case 'console':
        return status && props.menu.copy(functionConsole(status, access));
      case 'nextFunction':
        return switchBy(1);
      case 'previousFunction':
        return switchBy(-1);
      default:
        return scrollBy(rowsOf(action, triageHeight(size.rows)));
    }
  }

  function scrollBy(rows: number | null) {
    if (rows === null || scene === null) return;
    const last = lastTriageRow(scene);
    setFirst((before) => Math.min(Math.max(0, Math.min(before, last) + rows), last));
  }

  function switchBy(step: 1 | -1) {
    const count = snapshot.functions.length;
    const neighbour = snapshot.functions[(place + step + count) % count];
    if (neighbour !== undefined) props.onSwitch(neighbour.name);
  }

  if (props.isCovered) return null;
  const waiting =
    snapshot.held?.kind === 'stopped'
      ? toned('warn', CALLS_ARE_STOPPED)
      : toned('dim', safe`looking for ${safeText(functionName)}`);
  const rows = scene === null ? [withMargin([waiting])] : triageRows(scene);
  return <Screen rows={rows} columns={size.columns} height={size.rows} look={look} />;
}
