import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { type EpochMs, SECOND_MS } from '../../lambda/time.ts';
import { keyOfRun } from '../../logs/runs/logged-run.ts';
import type { VersionStatistics } from '../../logs/story/version-statistics.ts';
import type { LogTailSnapshot } from '../../monitor/log/log-tail-snapshot.ts';
import { isEverywhere } from '../keys/key-action.ts';
import { useKeys } from '../keys/keys.ts';
import { LogAwaited } from '../log/log-awaited.tsx';
import { configurationIn, configurationOf } from '../log/log-configuration.ts';
import type { LogScreenProps, OpenLogProps } from '../log/log-screen-props.ts';
import { logHeader } from '../log/tail-header-state.ts';
import { originAtHand } from '../log/tail-logs.ts';
import { tickMs, useClockTick } from '../parts/clock-tick.ts';
import { Screen } from '../parts/screen-row.tsx';
import { invocationsHeight, invocationsRows } from './invocations-rows.ts';
import {
  INVOCATIONS_OPENED,
  invocationsAfterKey,
  listedRuns,
  seenState,
  selectedPlace,
} from './invocations-state.ts';
import { listedNames } from './name-column.ts';
import { isRunTaking, takeRun } from './run-taking.ts';
import { useLoggedRuns } from './use-logged-runs.ts';

/** Reading within this time of now counts as up to date. */
const READ_UP_MS = 10 * SECOND_MS;

/** Whether the newest runs are in the list: not while the log is first being read. */
function isReadUp(
  { follow, status }: LogTailSnapshot,
  readThroughMs: EpochMs | null,
  nowMs: EpochMs,
): boolean {
  if (!follow) return status === 'ended';
  return readThroughMs !== null && nowMs - readThroughMs < READ_UP_MS;
}

/** Which invocation? */
export function InvocationsScreen(props: LogScreenProps) {
  const { opened } = props;
  return opened?.kind === 'open' ? (
    <OfOpenLog {...props} opened={opened} />
  ) : (
    <LogAwaited {...props} screen="invocations" />
  );
}

function OfOpenLog(props: OpenLogProps) {
  const { opened, settings, size, isCovered, path, isRoot } = props;
  const { look } = settings;
  const snapshot = useSyncExternalStore(opened.tail.subscribe, opened.tail.getSnapshot);
  useClockTick(tickMs(look));
  const [state, setState] = useState(INVOCATIONS_OPENED);
  // Keys may arrive faster than frames: each must see the effect of the one before.
  const latest = useRef(state);
  const header = logHeader(settings, snapshot);
  const { runs, statistics, readThroughMs } = useLoggedRuns(opened.tail, header.nowMs);
  const { filter, sortedBy } = state;
  const listed = useMemo(() => listedRuns(runs, { filter, sortedBy }), [runs, filter, sortedBy]);
  const open = useMemo(() => runs.filter(({ outcome }) => outcome.kind === 'open').length, [runs]);
  const isSeen = !isCovered && isReadUp(snapshot, readThroughMs, header.nowMs);
  useEffect(() => {
    if (!isSeen || latest.current !== state) return;
    latest.current = seenState(state, listed);
    setState(latest.current);
  });
  const names = useMemo(() => listedNames(snapshot.logs, statistics), [snapshot.logs, statistics]);
  const only = configurationOf(props.target, settings, opened);
  const architectureOf = ({ origin }: VersionStatistics) =>
    (only ?? (origin && configurationIn(origin, opened.functions)))?.architecture ?? null;

  useKeys(
    'invocations',
    (press) => {
      const { action } = press;
      if (latest.current.mode === 'browsing' && isEverywhere(action)) return props.onEverywhere(action);
      const before = latest.current;
      const wanted = listedRuns(runs, before);
      const height = invocationsHeight({ ...size, statistics, names });
      const { state: after, request } = invocationsAfterKey(press, before, wanted, height);
      latest.current = after;
      setState(after);
      const run = wanted[selectedPlace(after, wanted)];
      const functionAtHand = () => originAtHand(run?.lines[0] ?? null, snapshot).functionName;
      if (isRunTaking(request)) return takeRun(request, run ?? null, snapshot, props);
      switch (request) {
        case 'open':
          return run && props.onInvocation(keyOfRun(run));
        case 'writeNote':
          return props.onWriteNote(functionAtHand());
        case 'nextFunction':
          return props.onNeighbour(functionAtHand(), 1);
        case 'previousFunction':
          return props.onNeighbour(functionAtHand(), -1);
        case 'headroom':
          return props.onHeadroom(functionAtHand());
        case 'triage':
          return props.onTriage(functionAtHand());
        case 'logs':
          return props.onLogs();
        case 'back':
          return props.onBack();
        case null:
          return;
      }
    },
    !isCovered,
  );

  if (isCovered) return null;
  const scene = {
    ...size,
    snapshot,
    runs,
    open,
    listed,
    statistics,
    names,
    architectureOf,
    state,
    header,
    path,
    isRoot,
    look,
  };
  return <Screen rows={invocationsRows(scene)} columns={size.columns} height={size.rows} look={look} />;
}
