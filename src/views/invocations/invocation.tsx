import { useMemo, useState, useSyncExternalStore } from 'react';
import type { EpochMs } from '../../lambda/time.ts';
import { keyOfRun, type RunKey, runAt } from '../../logs/runs/told-run.ts';
import { isWholeLog } from '../../logs/selection/selection-rules.ts';
import { SEARCHED_MS } from '../../monitor/log/find-request.ts';
import { ageText, utcMinute } from '../../terminal/quantity.ts';
import { safe, safeText } from '../../terminal/safe-text.ts';
import type { RawText, SafeText } from '../../terminal/text.ts';
import { elsewhereWords } from '../keys/elsewhere-words.ts';
import { type Action, isEverywhere, rowsMovedBy } from '../keys/key-action.ts';
import { type KeyPress, useKeys } from '../keys/keys.ts';
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
import { portraitAmong, portraitOfPart } from './portrait-among.ts';
import { runInMemory } from './run-in-memory.ts';
import { isRunTaking, takeRun } from './run-taking.ts';
import { useBaseline } from './use-baseline.ts';
import { type FoundRequest, useFoundRequest } from './use-found-request.ts';
import { useRunsAround } from './use-runs-around.ts';
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
  const isPart = !isWholeLog(snapshot.wanted);
  const around = useRunsAround(props.target, props.run, { isPart, runs: now.runs }, settings);
  const inMemory = runInMemory(props.run, {
    runs: now.runs,
    isWhole: !isPart,
    isStarting: snapshot.status === 'starting',
    around,
  });
  const isMissing = inMemory.knows === 'part';
  const search = useFoundRequest(props.target, props.run.requestId, isMissing, settings.findRequest);
  const found = search.kind === 'found' ? search : null;
  const inFound = runAt(found?.runs ?? [], props.run);
  const run = inFound ?? inMemory.run;
  const isPartOfRun = isMissing && inFound === null;
  const told = around?.told ?? null;
  const portrait = useMemo(() => {
    const among = run && portraitAmong(run, now, { found, around: told, before });
    return among && isPartOfRun ? portraitOfPart(among) : among;
  }, [run, now, told, found, before, isPartOfRun]);
  const scene: InvocationScene | null = portrait && {
    ...size,
    portrait,
    isPart: isPartOfRun,
    timeoutMs: configurationOf(props.target, settings, opened)?.timeoutMs ?? null,
    onsetMs,
    state,
    header,
    path: run === null ? props.path : [...props.path.slice(0, -1), safeText(run.requestId)],
    isRoot: props.isRoot,
    look,
  };

  useKeys('invocation', answer, !isCovered);

  function answer({ action, elsewhere }: KeyPress) {
    if (elsewhere !== null) return props.onSay(elsewhereWords(elsewhere));
    if (isEverywhere(action)) return props.onEverywhere(action);
    if (isRunTaking(action)) return takeRun(action, run, snapshot, props);
    switch (action) {
      case 'back':
      case 'quit':
        return props.onBack();
      case 'writeNote':
        return props.onWriteNote(originAtHand(null, snapshot).functionName);
      case 'logs':
        return props.onLogs();
      case 'headroom':
        return props.onHeadroom(originAtHand(null, snapshot).functionName);
      case 'triage':
        return props.onTriage(originAtHand(null, snapshot).functionName);
      case 'invocations':
        return props.onInvocations();
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
    if (scene !== null)
      setState((before) => ({ ...before, first: firstLineAfter(action, before.first, scene) }));
  }

  function switchBy(step: 1 | -1) {
    const alike = portrait?.alike.runs ?? [];
    const next = portrait === null ? undefined : alike[alike.indexOf(portrait.run) + step];
    if (next === undefined) return;
    setState(INVOCATION_OPENED);
    props.onSwitch(keyOfRun(next));
  }

  if (isCovered) return null;
  if (scene === null)
    return (
      <Absent {...props} header={header} search={search} isReading={isPart && inMemory.knows === 'reading'} />
    );
  return <Screen rows={invocationRows(scene)} columns={size.columns} height={size.rows} look={look} />;
}

/** The first visible line after a key; unchanged for keys that move nothing. */
function firstLineAfter(action: Action, first: number, scene: InvocationScene): number {
  const height = linesHeight(scene);
  const step = rowsMovedBy(action, height);
  const last = Math.max(0, scene.portrait.run.lines.length - height);
  return step === null ? first : Math.min(Math.max(0, Math.min(first, last) + step), last);
}

/** The onset of the function's trouble, as far as it can be dated. */
function onsetOf(target: string, { fleet }: AppSettings): EpochMs | null {
  const status = fleet?.getSnapshot().functions.find(({ name }) => name === target);
  if (status === undefined) return null;
  const dated = [...status.reasons.map(({ sinceMs }) => sinceMs), status.durationRise?.sinceMs ?? null];
  const known = dated.filter((each) => each !== null);
  return known.length === 0 ? null : Math.min(...known);
}

interface AbsentProps extends InvocationProps {
  readonly header: HeaderFacts;
  readonly search: FoundRequest;
  /** Whether the runs around it are being read. */
  readonly isReading: boolean;
}

function Absent({ run, size, path, isRoot, settings, header, search, isReading }: AbsentProps) {
  const { look } = settings;
  const says = isReading
    ? safe`reading what ran around this line`
    : run.requestId === null
      ? safe`no call is known whose line this is`
      : absenceWords(run.requestId, search, settings.fleet?.pastMs ?? null);
  const rows = tailWaitingRows({ ...size, header, path, isRoot, says, look });
  return <Screen rows={rows} columns={size.columns} height={size.rows} look={look} />;
}

function absenceWords(requestId: RawText, search: FoundRequest, pastMs: EpochMs | null): SafeText {
  const span =
    pastMs === null
      ? safe`the last ${ageText(SEARCHED_MS)}`
      : safe`the ${ageText(SEARCHED_MS)} before ${utcMinute(pastMs)}`;
  switch (search.kind) {
    case 'failed':
      return safe`request ${safeText(requestId)} was not found: ${safeText(search.error.name)}, ${safeText(search.error.message)}`;
    case 'absent':
    case 'found':
      return safe`no line of ${span} names request ${safeText(requestId)}${pastMs === null ? safe`` : safe`; :at now looks in the newest`}`;
    case 'idle':
    case 'searching':
      return safe`looking for request ${safeText(requestId)} in ${span}`;
  }
}
