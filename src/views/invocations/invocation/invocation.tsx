import { useState, useSyncExternalStore } from 'react';
import { logName } from '../../../logs/log-name.ts';
import { keyOfRun, type LoggedRun, type RunKey } from '../../../logs/runs/logged-run.ts';
import { safe, safeText } from '../../../terminal/safe-text.ts';
import { elsewhereWords } from '../../keys/elsewhere-words.ts';
import { type Action, isEverywhere, rowsMovedBy } from '../../keys/key-action.ts';
import type { KeyPress } from '../../keys/key-press.ts';
import { useKeys } from '../../keys/keys.ts';
import { answerFunctionRequest, isFunctionRequest } from '../../log/function-request.ts';
import { configurationIn, configurationOf } from '../../log/log-configuration.ts';
import type { OpenLogProps } from '../../log/log-screen-props.ts';
import { logHeader } from '../../log/tail-header-state.ts';
import { originAtHand } from '../../log/tail-logs.ts';
import { Screen } from '../../parts/frame/screen-row.tsx';
import { tickMs, useClockTick } from '../../parts/look/clock-tick.ts';
import { type ScrolledText, topRowAfter } from '../../parts/sections/top-row.ts';
import { isOfSeveral, listedNames } from '../name-column.ts';
import { useChosenRun } from '../reading/use-chosen-run.ts';
import { isRunTaking, takeRun } from '../run-taking.ts';
import { AbsentInvocation } from './absent-invocation.tsx';
import { invocationRows, linesHeight, showsAll } from './invocation-rows.ts';
import { INVOCATION_OPENED, type InvocationScene } from './invocation-scene.ts';

interface InvocationProps extends OpenLogProps {
  readonly run: RunKey;
  readonly onSwitch: (run: RunKey) => void;
}

const NOTHING_READ = safe`no line of this invocation was read`;

/** What was different in this one? */
export function InvocationScreen(props: InvocationProps) {
  const { opened, settings, size, isCovered } = props;
  const { look } = settings;
  const { tail } = opened;
  const snapshot = useSyncExternalStore(tail.subscribe, tail.getSnapshot);
  useClockTick(tickMs(look));
  const [state, setState] = useState(INVOCATION_OPENED);
  const header = logHeader(settings, snapshot);
  const { run, portrait, isPart, isBeingRead, onsetMs, ...reading } = useChosenRun(
    props,
    snapshot,
    header.nowMs,
  );
  const scene: InvocationScene | null = portrait && {
    ...size,
    portrait,
    isPart,
    isBeingRead,
    functionName: isOfSeveral(listedNames(snapshot.logs))
      ? portrait.run.origin && logName(portrait.run.origin)
      : null,
    timeoutMs: configurationOf(props.target, settings, opened)?.timeoutMs ?? timeoutMsOfRun(portrait.run),
    onsetMs,
    state,
    header,
    path: run === null ? props.path : [...props.path.slice(0, -1), safeText(run.requestId)],
    isRoot: props.isRoot,
    look,
  };

  useKeys('invocation', answer, !isCovered);

  function functionAtHand() {
    return originAtHand(run?.lines[0] ?? null, snapshot).functionName;
  }

  function timeoutMsOfRun({ origin }: LoggedRun) {
    return origin && (configurationIn(origin, opened.functions)?.timeoutMs ?? null);
  }

  function answer({ action, elsewhere }: KeyPress) {
    if (elsewhere !== null) return props.onSay(elsewhereWords(elsewhere));
    if (isEverywhere(action)) return props.onEverywhere(action);
    if (isRunTaking(action))
      return run === null ? props.onSay(NOTHING_READ) : takeRun(action, run, snapshot, props);
    if (action !== null && isFunctionRequest(action))
      return answerFunctionRequest(action, functionAtHand(), props);
    switch (action) {
      case 'back':
      case 'quit':
        return props.onBack();
      case 'logs':
        return props.onLogs();
      case 'invocations':
        return props.onInvocations();
      case 'present':
        return props.onPresent();
      case 'nextAlike':
        return switchBy(1);
      case 'previousAlike':
        return switchBy(-1);
      case 'nextPane':
        return turnPage();
      default:
        if (action !== null) scroll(action);
    }
  }

  function turnPage() {
    if (scene === null) return props.onSay(NOTHING_READ);
    if (showsAll(scene)) return props.onSay(safe`its lines and the comparison are both shown`);
    setState((before) => ({ ...before, page: before.page === 'lines' ? 'compare' : 'lines' }));
  }

  function scroll(action: Action) {
    if (rowsMovedBy(action, 1) === null) return;
    if (scene === null) return props.onSay(NOTHING_READ);
    const lines = linesOf(scene);
    if (lines.lastTop === 0) props.onSay(safe`all of its lines are shown`);
    setState((before) => ({ ...before, first: topRowAfter(action, before.first, lines) ?? before.first }));
  }

  function switchBy(step: 1 | -1) {
    if (portrait === null) return props.onSay(NOTHING_READ);
    const { runs } = portrait.alike;
    const next = runs[runs.indexOf(portrait.run) + step];
    if (next === undefined)
      return props.onSay(safe`no ${step > 0 ? safe`later` : safe`earlier`} invocation is like it`);
    setState(INVOCATION_OPENED);
    props.onSwitch(keyOfRun(next));
  }

  if (isCovered) return null;
  if (scene === null) return <AbsentInvocation {...props} {...reading} header={header} />;
  return <Screen rows={invocationRows(scene)} columns={size.columns} height={size.rows} look={look} />;
}

function linesOf(scene: InvocationScene): ScrolledText {
  const height = linesHeight(scene);
  return { height, lastTop: Math.max(0, scene.portrait.run.lines.length - height) };
}
