import { useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { type EpochMs, SECOND_MS } from '../../lambda/time.ts';
import { unfolded } from '../../logs/lines/story-item.ts';
import type { FunctionStatus } from '../../monitor/function/function-status.ts';
import type { LogTailSnapshot } from '../../monitor/log/log-tail-snapshot.ts';
import type { SafeText } from '../../terminal/text.ts';
import { elsewhereWords } from '../keys/elsewhere-words.ts';
import { useKeys } from '../keys/keys.ts';
import { LogAwaited } from '../log/log-awaited.tsx';
import type { LogScreenProps } from '../log/log-screen-props.ts';
import { type LogAtHand, logConsole, logNote, logTrace, tailCopyables } from '../log/tail-copyables.ts';
import { logHeader } from '../log/tail-header-state.ts';
import { originAtHand, tailPath } from '../log/tail-logs.ts';
import type { AppSettings, OpenedTail } from '../parts/app-settings.ts';
import { tickMs, useClockTick } from '../parts/clock-tick.ts';
import { Screen } from '../parts/screen-row.tsx';
import { rowChoice } from './tail-choice.ts';
import { tailAfterKey } from './tail-keys.ts';
import { cursorOf } from './tail-moves.ts';
import { tailHeight } from './tail-panes.ts';
import { MOST_PATTERNS, patternRows } from './tail-patterns.ts';
import { tailRows } from './tail-rows.ts';
import { runKeyOf } from './tail-run-key.ts';
import { FOLLOWING, shownItems, type TailState, tailWindow } from './tail-state.ts';
import { failureStrip } from './tail-strip.ts';
import { useChoosing, useErrorBelow, useMatchCount } from './use-tail-rows.ts';

/** What does it say? */
export function TailScreen(props: LogScreenProps) {
  const { opened } = props;
  if (opened?.kind === 'open') return <OpenTail {...props} opened={opened} />;
  return <LogAwaited {...props} screen="tail" />;
}

// biome-ignore lint/complexity/noExcessiveLinesPerFunction: one tree, and the state that all of it shares.
function OpenTail(props: LogScreenProps & { readonly opened: Extract<OpenedTail, { kind: 'open' }> }) {
  const { tail, functions } = props.opened;
  const { target, settings, size, isCovered, onBack, onEverywhere } = props;
  const { look } = settings;
  const snapshot = useSyncExternalStore(tail.subscribe, tail.getSnapshot);
  const [state, setState] = useState(FOLLOWING);
  useState(() => tail.show(rowChoice(FOLLOWING.choice, tail.patterns.currentId)));
  // Keys may arrive faster than frames: each must see the effect of the one before.
  const latest = useRef(state);
  useClockTick(tickMs(look));

  const height = tailHeight(size.rows);
  const shown = state.frozen ?? tail;
  const { itemCount } = shown.getSnapshot();
  const heldIndex = state.held === null ? null : shown.indexOf(state.held);
  const window = tailWindow(state, heldIndex, itemCount, height);
  const items = shown.items(window.first, height);
  const header = logHeader(settings, snapshot);
  useChoosing(shown, state.choice);
  const matchCount = useMatchCount(shown, state, header.nowMs);
  const errorBelow = useErrorBelow(state, tail);
  const strip = useEachSecond(
    header.nowMs,
    () =>
      failureStrip(tail, snapshot, {
        functions,
        status: statusOf(settings, snapshot),
        windowMs: state.windowMs,
      }),
    `${state.windowMs} ${snapshot.readThroughMs === null}`,
  );
  const patterns = useEachSecond(header.nowMs, () => patternRows(tail.shares(MOST_PATTERNS), snapshot));

  const change = (after: TailState) => {
    const before = latest.current;
    latest.current = after;
    setState(after);
    if (after.choice === before.choice && after.frozen === before.frozen) return;
    // A hidden view is filtered only when it is shown again.
    (after.frozen ?? tail).show(rowChoice(after.choice, tail.patterns.currentId), after.held);
  };
  const say = (says: SafeText) => change({ ...latest.current, says });

  useKeys(
    'tail',
    (press) => {
      const { state: after, request } = tailAfterKey(press, latest.current, tail, height);
      change(after);
      switch (request) {
        case 'up':
          return props.isRoot ? undefined : onBack();
        case 'back':
          return onBack();
        case 'save':
          return void settings.saveLog(target, unfolded(shownItems(after.frozen ?? tail))).then(say);
        case 'copy':
          return props.menu.open(tailCopyables(atHand(after)));
        case 'console':
          return props.menu.copy(logConsole(atHand(after)));
        case 'note':
          return props.onNote(atHand(after).functionName, logNote(atHand(after)));
        case 'writeNote':
          return props.onWriteNote(atHand(after).functionName);
        case 'nextFunction':
          return props.onNeighbour(atHand(after).functionName, 1);
        case 'previousFunction':
          return props.onNeighbour(atHand(after).functionName, -1);
        case 'trace':
          return props.menu.copy(logTrace(atHand(after)));
        case 'open': {
          const run = runKeyOf(atHand(after).item, after.frozen ?? tail);
          return run === null ? undefined : props.onInvocation(run);
        }
        case 'invocations':
          return props.onInvocations();
        case 'headroom':
          return props.onHeadroom(atHand(after).functionName);
        case 'triage':
          return props.onTriage(atHand(after).functionName);
        case 'reach': {
          const { readThroughMs } = tail.getSnapshot();
          return tail.reach((readThroughMs ?? header.nowMs) - (after.windowMs ?? 0));
        }
        case 'elsewhere':
          return press.elsewhere === null ? undefined : props.onSay(elsewhereWords(press.elsewhere));
        case null:
          return;
        default:
          return onEverywhere(request);
      }
    },
    !isCovered,
  );

  function atHand(current: TailState): LogAtHand {
    const items = shownItems(current.frozen ?? tail);
    const item = items.at(cursorOf(current, tail)) ?? null;
    const { pattern } = snapshot.wanted;
    return { item, items, ...originAtHand(item, snapshot), pattern, access: settings.access };
  }

  if (isCovered) return null;
  const scene = {
    ...size,
    snapshot,
    counts: shown.getSnapshot(),
    items,
    window,
    functions,
    strip,
    patterns,
    state,
    matchCount,
    hasErrorBelow: errorBelow,
    isStopped: settings.budget.isHeld(),
    look,
    header,
    path: tailPath(props.path, snapshot),
    isRoot: props.isRoot,
  };
  return <Screen rows={tailRows(scene)} columns={size.columns} height={size.rows} look={look} />;
}

/** Computed once a second, and at once for another subject: a log in memory has a hundred thousand lines. */
function useEachSecond<Value>(nowMs: EpochMs, value: () => Value, subject: unknown = null): Value {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the second is when to count anew
  return useMemo(value, [Math.floor(nowMs / SECOND_MS), subject]);
}

/** The health of the log's function, where the fleet is watched. */
function statusOf({ fleet }: AppSettings, snapshot: LogTailSnapshot): FunctionStatus | null {
  const { functionName } = originAtHand(null, snapshot);
  if (fleet === null || snapshot.logs.length !== 1) return null;
  return fleet.getSnapshot().functions.find(({ name }) => name === functionName) ?? null;
}
