import { useMemo, useState, useSyncExternalStore } from 'react';
import type { EpochMs } from '../../lambda/time.ts';
import type { ComparedRuns } from '../../logs/story/run-comparison.ts';
import { runPortrait } from '../../logs/story/run-portrait.ts';
import { keyOfRun, type RunKey, runAt, type ToldRun } from '../../logs/story/told-run.ts';
import { SEARCHED_MS } from '../../monitor/log/find-request.ts';
import { ageText } from '../../terminal/quantity.ts';
import { safe, safeText } from '../../terminal/safe-text.ts';
import type { RawText, SafeText } from '../../terminal/text.ts';
import { type Action, isEverywhere, rowsMovedBy } from '../keys/key-action.ts';
import { useKeys } from '../keys/keys.ts';
import { LogAwaited } from '../log/log-awaited.tsx';
import { configurationOf } from '../log/log-configuration.ts';
import type { LogScreenProps } from '../log/log-screen-props.ts';
import { logHeader } from '../log/tail-header-state.ts';
import { originAtHand } from '../log/tail-logs.ts';
import { tailWaitingRows } from '../log/tail-waiting-rows.ts';
import type { AppSettings, OpenedTail } from '../parts/app-settings.ts';
import { tickMs, useClockTick } from '../parts/clock-tick.ts';
import type { HeaderFacts } from '../parts/header.ts';
import { Screen } from '../parts/screen-row.tsx';
import { invocationRows, linesHeight } from './invocation-rows.ts';
import { INVOCATION_OPENED, type InvocationScene } from './invocation-scene.ts';
import { runConsole, runCopyables } from './run-copyables.ts';
import { useBaseline } from './use-baseline.ts';
import { type FoundRequest, useFoundRequest } from './use-found-request.ts';
import { useToldRuns } from './use-told-runs.ts';

interface InvocationProps extends LogScreenProps {
  readonly run: RunKey;
  readonly onSwitch: (run: RunKey) => void;
}

/** What was different in this one? */
export function InvocationScreen(props: InvocationProps) {
  const { opened } = props;
  return opened?.kind === 'open' ? (
    <OfOpenLog {...props} opened={opened} />
  ) : (
    <LogAwaited {...props} screen="invocation" />
  );
}

function OfOpenLog(props: InvocationProps & { readonly opened: Extract<OpenedTail, { kind: 'open' }> }) {
  const { opened, settings, size, isCovered } = props;
  const { look } = settings;
  const { tail } = opened;
  const snapshot = useSyncExternalStore(tail.subscribe, tail.getSnapshot);
  useClockTick(tickMs(look));
  const [state, setState] = useState(INVOCATION_OPENED);
  const header = logHeader(settings, snapshot);
  const now = useToldRuns(tail, header.nowMs);
  const onsetMs = onsetOf(props.target, settings);
  const before = useBaseline(props.target, onsetMs, settings.openTail);
  const inMemory = runAt(now.runs, props.run);
  const isMissing = inMemory === null && snapshot.status !== 'starting';
  const found = useFoundRequest(props.target, props.run.requestId, isMissing, settings.findRequest);
  const run = inMemory ?? (found.kind === 'found' ? runAt(found.runs, props.run) : null);
  const portrait = useMemo(
    () => run && runPortrait(run, amongOthers(run, now, found), before),
    [run, now, found, before],
  );
  const scene: InvocationScene | null = portrait && {
    ...size,
    portrait,
    timeoutMs: configurationOf(props.target, settings, opened)?.timeoutMs ?? null,
    onsetMs,
    state,
    header,
    path: props.path,
    isRoot: props.isRoot,
    look,
  };

  useKeys('invocation', ({ action }) => answer(action), !isCovered);

  function answer(action: Action | null) {
    if (isEverywhere(action)) return props.onEverywhere(action);
    switch (action) {
      case 'back':
      case 'quit':
        return props.onBack();
      case 'logs':
        return props.onLogs();
      case 'headroom':
        return props.onHeadroom(originAtHand(null, snapshot).functionName);
      case 'triage':
        return props.onTriage(originAtHand(null, snapshot).functionName);
      case 'invocations':
        return props.onInvocations();
      case 'copy':
        return run && props.menu.open(runCopyables(run, snapshot, settings.access));
      case 'console':
        return run && props.menu.copy(runConsole(run, snapshot, settings.access));
      case 'nextAlike':
        return switchBy(1);
      case 'previousAlike':
        return switchBy(-1);
      case 'nextPane':
        return setState((before) => ({ ...before, page: before.page === 'lines' ? 'compare' : 'lines' }));
      default:
        if (action !== null) scroll(action);
    }
  }

  function scroll(action: Action) {
    if (scene === null) return;
    const height = linesHeight(scene);
    const step = rowsMovedBy(action, height);
    const last = Math.max(0, scene.portrait.run.lines.length - height);
    if (step === null) return;
    setState((before) => ({
      ...before,
      first: Math.min(Math.max(0, Math.min(before.first, last) + step), last),
    }));
  }

  function switchBy(step: 1 | -1) {
    const alike = portrait?.alike.runs ?? [];
    const next = run === null ? undefined : alike[alike.indexOf(run) + step];
    if (next === undefined) return;
    setState(INVOCATION_OPENED);
    props.onSwitch(keyOfRun(next));
  }

  if (isCovered) return null;
  if (scene === null) return <Absent {...props} header={header} found={found} />;
  return <Screen rows={invocationRows(scene)} columns={size.columns} height={size.rows} look={look} />;
}

/** When the function's trouble began, as far as anything dates it. */
function onsetOf(target: string, { fleet }: AppSettings): EpochMs | null {
  const status = fleet?.getSnapshot().functions.find(({ name }) => name === target);
  if (status === undefined) return null;
  const dated = [...status.reasons.map(({ sinceMs }) => sinceMs), status.durationRise?.sinceMs ?? null];
  const known = dated.filter((each) => each !== null);
  return known.length === 0 ? null : Math.min(...known);
}

/** A run that was found further back stands among the others of its request, beside those in memory. */
function amongOthers(run: ToldRun, now: ComparedRuns, found: FoundRequest): ComparedRuns {
  if (now.runs.includes(run) || found.kind !== 'found') return now;
  const own = new Set(found.runs.flatMap(({ lines }) => lines));
  return {
    runs: [...found.runs, ...now.runs.filter(({ requestId }) => requestId !== run.requestId)],
    // Patterns are counted anew in each reading: a line is named by the one that it is of.
    nameOf: (item) => (own.has(item) ? found.nameOf(item) : now.nameOf(item)),
  };
}

interface AbsentProps extends InvocationProps {
  readonly header: HeaderFacts;
  readonly found: FoundRequest;
}

function Absent({ run, size, path, isRoot, settings, header, found }: AbsentProps) {
  const { look } = settings;
  const says = absenceWords(run.requestId, found);
  const rows = tailWaitingRows({ ...size, header, path, isRoot, says, look });
  return <Screen rows={rows} columns={size.columns} height={size.rows} look={look} />;
}

function absenceWords(requestId: RawText, found: FoundRequest): SafeText {
  switch (found.kind) {
    case 'failed':
      return safe`request ${safeText(requestId)} was not found: ${safeText(found.error.name)}, ${safeText(found.error.message)}`;
    case 'absent':
    case 'found':
      return safe`no line of the last ${ageText(SEARCHED_MS)} names request ${safeText(requestId)}`;
    case 'idle':
    case 'searching':
      return safe`looking for request ${safeText(requestId)} in the last ${ageText(SEARCHED_MS)}`;
  }
}
