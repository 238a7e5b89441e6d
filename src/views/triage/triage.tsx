import { useCallback, useEffect, useMemo, useState } from 'react';
import type { EpochMs } from '../../lambda/time.ts';
import { caseFileOf, whyUnfinished } from '../../monitor/fleet/case-file.ts';
import type { AwsAccess } from '../../terminal/aws-command.ts';
import { type TriageReport, triageReport } from '../../triage/report/triage-report.ts';
import type { FunctionScreenProps } from '../function/function-screen-props.ts';
import { notesOf } from '../function/triage-notes.ts';
import { useFunctionKeys } from '../function/use-function-keys.ts';
import { useWatchedFunction } from '../function/use-watched-function.ts';
import { WatchedScreen } from '../function/watched-screen.tsx';
import type { Action } from '../keys/key-action.ts';
import { rowsMovedBy } from '../keys/key-action.ts';
import type { StartScreen } from '../parts/app-settings.ts';
import { topRowAfter } from '../parts/sections/top-row.ts';
import { AWAITED_TRIAGE } from './awaited-triage.ts';
import { hasReadReport, knownMsOf } from './report-reading.ts';
import { triageCopyables } from './triage-copyables.ts';
import { lastTriageRow, type TriageScene, triageHeight, triageRows } from './triage-rows.ts';
import { useFurtherReading } from './use-further-reading.ts';

/** What do I tell people? */
export function TriageScreen(props: FunctionScreenProps) {
  const { functionName, qualifier, settings, size, path, isRoot, notePad } = props;
  const { look, whereabouts, access, now } = settings;
  const watched = useWatchedFunction(props, () => ({ report: true }));
  const { snapshot } = watched;
  const [first, setFirst] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the report of another function is read from its start
  useEffect(() => setFirst(0), [functionName]);

  const further = useFurtherReading(settings.further, functionName);
  const notes = notesOf(notePad.notes, functionName);
  // A report states what was known when the fleet was judged: it changes with that, not with the clock.
  const reportWith = useCallback(
    (asked: AwsAccess) => {
      const file = caseFileOf(functionName, snapshot, knownMsOf(snapshot));
      if (file === null) return null;
      const unfinished = hasReadReport(snapshot, functionName) ? {} : { unfinished: whyUnfinished(snapshot) };
      const sinceMs = startOfStory(settings.start, knownMsOf(snapshot));
      return triageReport({ ...file, ...unfinished, further, qualifier }, asked, notes, sinceMs);
    },
    [functionName, qualifier, snapshot, notes, further, settings.start],
  );
  const report = useMemo(() => reportWith(access), [reportWith, access]);
  const scene: TriageScene | null = report && {
    ...size,
    report,
    snapshot,
    whereabouts,
    path,
    isRoot,
    first,
    nowMs: now(),
    look,
  };

  useFunctionKeys('triage', watched, props, (action) => {
    switch (action) {
      case 'copy':
        return forOthers((shared) => props.menu.open(triageCopyables(shared)));
      case 'save':
        return forOthers((shared) => void settings.saveReport(shared).then(props.onSay));
      default:
        return scrollBy(action);
    }
  });

  /** Copies and files are read on other machines. */
  function forOthers(take: (shared: TriageReport) => void) {
    const shared = reportWith(settings.accessOfOthers);
    if (shared !== null) take(shared);
  }

  function scrollBy(action: Action) {
    const rows = rowsMovedBy(action, triageHeight(size.rows));
    if (rows === null || scene === null) return;
    const text = { height: triageHeight(size.rows), lastTop: lastTriageRow(scene) };
    // A user who jumped to the end of a report still being built stays at its end.
    if (rows === Number.POSITIVE_INFINITY) setFirst(rows);
    else setFirst((before) => topRowAfter(action, before, text) ?? before);
  }

  return (
    <WatchedScreen
      {...props}
      screen="triage"
      watched={watched}
      rows={scene && triageRows(scene)}
      awaited={AWAITED_TRIAGE}
    />
  );
}

/** As in a pipe; null for all of it, as in a past that ended before. */
function startOfStory(start: StartScreen, endMs: EpochMs): EpochMs | null {
  const sinceMs = start.name === 'triage' ? (start.sinceMs ?? null) : null;
  return sinceMs !== null && sinceMs < endMs ? sinceMs : null;
}
