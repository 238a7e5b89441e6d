import { useRef, useState } from 'react';
import { functionCopyables } from '../function/function-copyables.ts';
import type { FunctionScreenProps } from '../function/function-screen-props.ts';
import { useFunctionKeys } from '../function/use-function-keys.ts';
import { allShown, useScrolling } from '../function/use-scrolling.ts';
import { useWatchedFunction } from '../function/use-watched-function.ts';
import { WatchedScreen } from '../function/watched-screen.tsx';
import { type Action, isWindow, WINDOW_MINUTES, type WindowAction } from '../keys/key-action.ts';
import { AWAITED_DASHBOARD } from './awaited-dashboard.ts';
import { factsOnScreen, functionRows } from './dashboard-rows.ts';
import type { DashboardScene } from './dashboard-scene.ts';
import { firstWindow } from './dashboard-window.ts';
import { type FunctionPane, NO_PANE, paneAfterAction, panesOf } from './panes.ts';
import { panesIn, pickedIn } from './shown-pane.ts';

interface DashboardProps extends FunctionScreenProps {
  /** Null until the user picks one. */
  readonly window: WindowAction | null;
  readonly onWindow: (window: WindowAction) => void;
}

/** What changed, and when? */
export function FunctionScreen(props: DashboardProps) {
  const { settings, size, path } = props;
  const { look, whereabouts, access, now } = settings;
  const watched = useWatchedFunction(props, ({ status }) => ({
    day: props.window === 'window24h' || status?.activity === 'idle',
    lines: status?.activity === 'active',
  }));
  const { snapshot, status } = watched;
  const window = props.window ?? (status === undefined ? 'window1h' : firstWindow(status));
  const [pane, showPane] = useState(NO_PANE);
  // Keys may arrive faster than frames: each must see the effect of the one before.
  const latest = useRef(pane);
  const setPane = (moved: FunctionPane) => {
    latest.current = moved;
    showPane(moved);
  };
  const scrolling = useScrolling();
  const back = () => {
    const seen = sceneWith(latest.current);
    const moved = seen && paneAfter('back', seen);
    if (moved === null) props.onBack();
    else setPane(moved);
  };

  const scene = sceneWith(pane);
  useFunctionKeys('function', watched, { ...props, onBack: back }, (action) => {
    const seen = sceneWith(latest.current);
    if (status === undefined || seen === null) return;
    const moved = paneAfter(action, seen);
    if (moved !== null) return setPane(moved);
    if (scrolling.after(action, pageWith(seen.pane), factsOnScreen(seen)) === 'whole')
      return props.onSay(allShown(look.keymap, panesOf(panesIn(seen), seen.pane.isLarge).length));
    if (action === 'copy') return props.menu.open(functionCopyables(status, snapshot, access));
    if (isWindow(action)) props.onWindow(action);
  });

  function sceneWith(shown: FunctionPane): DashboardScene | null {
    if (status === undefined) return null;
    return {
      ...size,
      status,
      qualifier: props.qualifier,
      snapshot,
      whereabouts,
      path,
      isRoot: props.isRoot,
      pane: shown,
      step: scrolling.stepOn(pageWith(shown)),
      windowMinutes: WINDOW_MINUTES[window],
      nowMs: now(),
      look,
    };
  }

  /** In another width, other text stands in each row. */
  function pageWith({ at, isLarge }: FunctionPane): string {
    return `${props.functionName} ${at} ${isLarge} ${size.columns}`;
  }

  return (
    <WatchedScreen
      {...props}
      screen="function"
      watched={watched}
      rows={scene && functionRows(scene)}
      awaited={AWAITED_DASHBOARD}
    />
  );
}

function paneAfter(action: Action, seen: DashboardScene): FunctionPane | null {
  return paneAfterAction(action, seen.pane, pickedIn(seen), panesIn(seen));
}
