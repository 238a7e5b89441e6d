import { useEffect, useState, useSyncExternalStore } from 'react';
import type { LogTail } from '../monitor/log-tail.ts';
import { safe, safeText } from '../terminal/safe-text.ts';
import type { SafeText } from '../terminal/text.ts';
import { toned } from '../terminal/words.ts';
import type { AppSettings, OpenedTail } from './app-settings.ts';
import { tickMs, useClockTick } from './parts/clock-tick.ts';
import { fleetState, type HeaderFacts } from './parts/header.ts';
import { type KeyPress, useKeys } from './parts/keys.ts';
import { withMargin } from './parts/margin.ts';
import { Screen } from './parts/screen-row.tsx';
import type { WindowSize } from './parts/window-size.ts';
import { afterAction } from './tail-moves.ts';
import { tailHeight, tailRows } from './tail-rows.ts';
import { FOLLOWING, tailWindow } from './tail-state.ts';

interface TailProps {
  readonly target: string;
  /** Whether the way back ends lmon. */
  readonly isRoot: boolean;
  readonly settings: AppSettings;
  readonly size: WindowSize;
  readonly onBack: () => void;
  readonly onHelp: () => void;
}

/** What does it say? Opens the log of `target`, and closes it when the screen is left. */
export function TailScreen(props: TailProps) {
  const { settings, target } = props;
  const [opened, setOpened] = useState<OpenedTail | null>(null);
  useEffect(() => {
    let isLeft = false;
    let tail: LogTail | null = null;
    void settings.openTail(target).then((answer) => {
      if (answer.kind === 'open') tail = answer.tail;
      if (isLeft) tail?.close();
      else setOpened(answer);
    });
    return () => {
      isLeft = true;
      tail?.close();
    };
  }, [settings, target]);

  if (opened?.kind === 'open') return <OpenTail {...props} tail={opened.tail} />;
  const says = opened === null ? safe`looking for ${safeText(target)}` : safeText(opened.complaint);
  return <Waiting {...props} says={says} />;
}

function Waiting({ says, size, settings, onBack }: TailProps & { readonly says: SafeText }) {
  useKeys('tail', ({ action }) => {
    if (action === 'back' || action === 'quit') onBack();
  });
  const rows = [withMargin([toned('dim', says)])];
  return <Screen rows={rows} columns={size.columns} height={size.rows} look={settings.look} />;
}

function OpenTail({
  tail,
  target,
  isRoot,
  settings,
  size,
  onBack,
  onHelp,
}: TailProps & { readonly tail: LogTail }) {
  const { look } = settings;
  const snapshot = useSyncExternalStore(tail.subscribe, tail.getSnapshot);
  const [state, setState] = useState(FOLLOWING);
  useClockTick(tickMs(look));

  const height = tailHeight(size.rows);
  const heldIndex = state.held === null ? null : tail.indexOf(state.held);
  const window = tailWindow(state, heldIndex, snapshot.itemCount, height);
  const items = tail.items(window.first, height);

  useKeys('tail', ({ action }: KeyPress) => {
    if (action === 'back' || action === 'quit') return onBack();
    if (action === 'help') return onHelp();
    if (action !== null) setState((before) => afterAction(action, before, tail, height));
  });

  const scene = {
    ...size,
    snapshot,
    items,
    window,
    state,
    look,
    header: headerFacts(settings, snapshot.status),
    path: isRoot ? [safeText(target), safe`Logs`] : [safe`Fleet`, safeText(target), safe`Logs`],
  };
  return <Screen rows={tailRows(scene)} columns={size.columns} height={size.rows} look={look} />;
}

/** The account's header where the fleet is watched; else what the tail itself knows. */
function headerFacts({ fleet, whereabouts, now }: AppSettings, status: string): HeaderFacts {
  const nowMs = now();
  if (fleet === null) {
    const isLive = status === 'live';
    return {
      whereabouts,
      identity: null,
      state: { word: isLive ? safe`LIVE` : safeText(status), tone: isLive ? 'good' : 'dim', note: safe`` },
      nowMs,
      dollarsPerHour: 0,
      ownErrors: 0,
    };
  }
  const snapshot = fleet.getSnapshot();
  return {
    whereabouts,
    identity: snapshot.identity,
    state: fleetState(snapshot, nowMs),
    nowMs,
    dollarsPerHour: snapshot.api.dollarsPerHour,
    ownErrors: snapshot.api.recentFailures,
  };
}
