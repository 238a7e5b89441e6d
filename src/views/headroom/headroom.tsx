import { useRef, useState } from 'react';
import { headroomOf } from '../../monitor/headroom/headroom.ts';
import { safe } from '../../terminal/safe-text.ts';
import type { FunctionScreenProps } from '../function/function-screen-props.ts';
import { useFunctionKeys } from '../function/use-function-keys.ts';
import { allShown, useScrolling } from '../function/use-scrolling.ts';
import { useWatchedFunction } from '../function/use-watched-function.ts';
import { WatchedScreen } from '../function/watched-screen.tsx';
import { AWAITED_HEADROOM } from './awaited-headroom.ts';
import { runsNothing } from './first-calls-section.ts';
import { headroomCopyables } from './headroom-copyables.ts';
import { headroomPages } from './headroom-layout.ts';
import { headroomRows, headroomText } from './headroom-rows.ts';
import type { HeadroomScene } from './headroom-scene.ts';

/** How long have I got, and against which limit? */
export function HeadroomScreen(props: FunctionScreenProps) {
  const { settings, size, path, isRoot } = props;
  const { look, whereabouts, access, now } = settings;
  const watched = useWatchedFunction(props, ({ status }) => ({
    day: status !== undefined && runsNothing({ status }),
  }));
  const { snapshot, status } = watched;
  const [page, showPage] = useState(0);
  // Keys may arrive faster than frames: each must see the effect of the one before.
  const latest = useRef(page);
  const scrolling = useScrolling();
  const scene = sceneOn(page);

  useFunctionKeys('headroom', watched, props, (action) => {
    const seen = sceneOn(latest.current);
    if (seen === null) return;
    const pages = headroomPages(seen, headroomOf(seen.status, seen.snapshot));
    if (action === 'nextPane') {
      if (pages === 1) props.onSay(safe`there is one page only, at this width`);
      latest.current = (latest.current + 1) % pages;
      showPage(latest.current);
    }
    if (scrolling.after(action, pageName(seen.page), headroomText(seen)) === 'whole')
      props.onSay(allShown(look.keymap, pages));
    if (action === 'copy') props.menu.open(headroomCopyables(seen));
  });

  function sceneOn(shown: number): HeadroomScene | null {
    if (status === undefined) return null;
    return {
      ...size,
      status,
      snapshot,
      whereabouts,
      path,
      isRoot,
      thresholds: props.fleet.thresholds,
      nowMs: now(),
      look,
      access,
      page: shown,
      step: scrolling.stepOn(pageName(shown)),
    };
  }

  /** In another width, other text stands in each row. */
  function pageName(shown: number): string {
    return `${props.functionName} ${shown} ${size.columns}`;
  }

  return (
    <WatchedScreen
      {...props}
      screen="headroom"
      watched={watched}
      rows={scene && headroomRows(scene)}
      awaited={AWAITED_HEADROOM}
    />
  );
}
