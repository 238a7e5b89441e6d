import { useEffect, useSyncExternalStore } from 'react';
import { useKeys } from '../keys/keys.ts';
import type { OpenLogProps } from '../log/log-screen-props.ts';
import { Screen } from '../parts/frame/screen-row.tsx';
import { tickMs, useClockTick } from '../parts/look/clock-tick.ts';
import { tailAfterKey } from './keys/tail-keys.ts';
import { answerTailRequest } from './keys/tail-request.ts';
import { tailHeight } from './panes/tail-panes.ts';
import { tailRows } from './rows/tail-rows.ts';
import { hasPlace } from './state/tail-state.ts';
import { useTailState } from './state/use-tail-state.ts';
import { useTailScene } from './use-tail-scene.ts';

/** What does it say? */
export function TailScreen(props: OpenLogProps) {
  const { opened, settings, size, isCovered, keepPlace } = props;
  const { tail } = opened;
  const { look } = settings;
  const snapshot = useSyncExternalStore(tail.subscribe, tail.getSnapshot);
  const screen = useTailState(tail);
  const isAtPlace = hasPlace(screen.state);
  useEffect(() => (isAtPlace ? keepPlace() : undefined), [isAtPlace, keepPlace]);
  useClockTick(tickMs(look));
  const scene = useTailScene(props, snapshot, screen.state);

  useKeys(
    'tail',
    (press) => {
      const before = screen.latest();
      const { state, request } = tailAfterKey(press, before, tail, tailHeight(size.rows));
      screen.change(state);
      if (request === null) return;
      const onMenuClosed = () => screen.change({ ...before, says: null });
      answerTailRequest(request, { press, state, drawnMs: scene.header.nowMs, onMenuClosed }, props);
    },
    !isCovered,
  );

  if (isCovered) return null;
  return <Screen rows={tailRows(scene)} columns={size.columns} height={size.rows} look={look} />;
}
