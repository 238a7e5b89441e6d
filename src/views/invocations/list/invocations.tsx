import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { type EpochMs, SECOND_MS } from '../../../lambda/time.ts';
import type { VersionStatistics } from '../../../logs/story/version-statistics.ts';
import type { LogTailSnapshot } from '../../../monitor/log/tail/log-tail-snapshot.ts';
import { isEverywhere } from '../../keys/key-action.ts';
import { useKeys } from '../../keys/keys.ts';
import { configurationIn, configurationOf } from '../../log/log-configuration.ts';
import type { OpenLogProps } from '../../log/log-screen-props.ts';
import { logHeader } from '../../log/tail-header-state.ts';
import { Screen } from '../../parts/frame/screen-row.tsx';
import { tickMs, useClockTick } from '../../parts/look/clock-tick.ts';
import { listedNames } from '../name-column.ts';
import { useLoggedRuns } from '../reading/use-logged-runs.ts';
import { invocationsAfterKey } from './invocations-keys.ts';
import { answerInvocationsRequest } from './invocations-request.ts';
import { invocationsHeight, invocationsRows } from './invocations-rows.ts';
import { INVOCATIONS_OPENED, seenState, selectedPlace } from './invocations-state.ts';
import { listedRuns } from './listed-runs.ts';
import { emptyListWords } from './log-trouble.ts';

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
export function InvocationsScreen(props: OpenLogProps) {
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
      const listedNow = listedRuns(runs, before);
      const height = invocationsHeight({ ...size, statistics, names });
      const { state: after, request } = invocationsAfterKey(press, before, listedNow, height);
      latest.current = after;
      setState(after);
      if (request === null) return;
      const run = listedNow[selectedPlace(after, listedNow)];
      const selected =
        run === undefined ? { run: null, why: emptyListWords(runs, after, snapshot) } : { run };
      answerInvocationsRequest(request, selected, snapshot, props);
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
