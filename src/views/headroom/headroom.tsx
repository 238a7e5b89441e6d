import { useState } from 'react';
import { headroomOf } from '../../monitor/headroom/headroom.ts';
import type { FunctionScreenProps } from '../function/function-screen-props.ts';
import { useFunctionKeys } from '../function/use-function-keys.ts';
import { allShown, useScrolling } from '../function/use-scrolling.ts';
import { useWatchedFunction } from '../function/use-watched-function.ts';
import { WatchedScreen } from '../function/watched-screen.tsx';
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
  const [wantedPage, setPage] = useState(0);
  const scrolling = useScrolling(`${props.functionName} ${wantedPage} ${size.columns}`);
  const scene: HeadroomScene | null =
    status === undefined
      ? null
      : {
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
          page: wantedPage,
          step: scrolling.step,
        };

  useFunctionKeys('headroom', watched, props, (action) => {
    if (scene === null) return;
    const pages = headroomPages(scene, headroomOf(scene.status, scene.snapshot));
    if (action === 'nextPane') setPage((before) => (before + 1) % pages);
    if (scrolling.after(action, headroomText(scene)) === 'whole') props.onSay(allShown(look.keymap, pages));
    if (action === 'copy') props.menu.open(headroomCopyables(scene));
  });

  return <WatchedScreen {...props} watched={watched} rows={scene && headroomRows(scene)} />;
}
