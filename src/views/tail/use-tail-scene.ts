import { useMemo } from 'react';
import { type EpochMs, SECOND_MS } from '../../lambda/time.ts';
import type { LogTailSnapshot } from '../../monitor/log/tail/log-tail-snapshot.ts';
import type { OpenLogProps } from '../log/log-screen-props.ts';
import { logHeader } from '../log/tail-header-state.ts';
import { originAtHand, tailPath } from '../log/tail-logs.ts';
import type { AppSettings } from '../parts/app-settings.ts';
import { enterAtHand } from './keys/enter-at-hand.ts';
import { failureStrip, type StripView } from './panes/failure-strip.ts';
import { MOST_PATTERNS, patternRows } from './panes/pattern-rows.ts';
import { tailHeight } from './panes/tail-panes.ts';
import type { TailScene } from './rows/tail-scene.ts';
import { rowsOnScreen, type TailState } from './state/tail-state.ts';
import { useChoosing, useErrorBelow, useMatchCount } from './use-tail-rows.ts';

/** What the log screen shows of a log. */
export function useTailScene(
  { opened, settings, size, path, isRoot }: OpenLogProps,
  snapshot: LogTailSnapshot,
  state: TailState,
): TailScene {
  const { tail, functions } = opened;
  const { budget, look } = settings;
  const shown = state.frozen ?? tail;
  const header = logHeader(settings, snapshot);
  useChoosing(shown, state.choice);
  const matchCount = useMatchCount(shown, state, header.nowMs);
  const hasErrorBelow = useErrorBelow(state, tail);
  const { windowMs } = state;
  const strip = useEachSecond(
    header.nowMs,
    () => failureStrip(tail, snapshot, { functions, ...healthOf(settings, snapshot), windowMs }),
    `${windowMs} ${snapshot.reachedMs === null} ${snapshot.readingBackToMs === null}`,
  );
  const patterns = useEachSecond(
    header.nowMs,
    () => patternRows(tail.shares(MOST_PATTERNS), snapshot),
    `${snapshot.memoryCount === 0} ${snapshot.readThroughMs === null}`,
  );
  return {
    ...size,
    ...rowsOnScreen(shown, state, tailHeight(size.rows)),
    snapshot,
    functions,
    strip,
    patterns,
    state,
    matchCount,
    hasErrorBelow,
    enter: enterAtHand(state, tail),
    isStopped: budget.isHeld(),
    look,
    header,
    path: tailPath(path, snapshot),
    isRoot,
  };
}

/** Computed once a second, and at once for another subject: a log in memory has a hundred thousand lines. */
function useEachSecond<Value>(nowMs: EpochMs, value: () => Value, subject: unknown = null): Value {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the second is when to count anew
  return useMemo(value, [Math.floor(nowMs / SECOND_MS), subject]);
}

/** The health of the log's function, where the fleet is watched, and what hurts in the fleet. */
function healthOf({ fleet }: AppSettings, snapshot: LogTailSnapshot): Pick<StripView, 'status' | 'causes'> {
  const { functionName } = originAtHand(null, snapshot);
  if (fleet === null || snapshot.logs.length !== 1) return { status: null, causes: [] };
  const { functions, causes } = fleet.getSnapshot();
  return { status: functions.find(({ name }) => name === functionName) ?? null, causes };
}
