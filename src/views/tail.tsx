import { useEffect, useState, useSyncExternalStore } from 'react';
import type { LogTail } from '../monitor/log-tail.ts';
import type { TailStatus } from '../monitor/tail-status.ts';
import { safe, safeText } from '../terminal/safe-text.ts';
import type { SafeText } from '../terminal/text.ts';
import type { AppSettings, OpenedTail } from './app-settings.ts';
import { tickMs, useClockTick } from './parts/clock-tick.ts';
import { accountHeader, type HeaderFacts, type HeaderState } from './parts/header.ts';
import { useKeys } from './parts/keys.ts';
import { Screen } from './parts/screen-row.tsx';
import type { WindowSize } from './parts/window-size.ts';
import { afterAction } from './tail-moves.ts';
import { tailHeight, tailRows } from './tail-rows.ts';
import { FOLLOWING, tailWindow } from './tail-state.ts';
import { tailWaitingRows } from './tail-waiting-rows.ts';

interface TailProps {
  readonly target: string;
  /** The screens under this one, outermost first; none when the way back ends lmon. */
  readonly above: readonly SafeText[];
  readonly settings: AppSettings;
  readonly size: WindowSize;
  /** Another screen lies on top and has the keys. */
  readonly isCovered: boolean;
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

function Waiting(props: TailProps & { readonly says: SafeText }) {
  const { says, size, isCovered, settings, onBack, onHelp } = props;
  useKeys(
    'tail',
    ({ action }) => {
      if (action === 'back' || action === 'quit') onBack();
      if (action === 'help') onHelp();
    },
    !isCovered,
  );
  if (isCovered) return null;
  const { look } = settings;
  const header = headerFacts(settings, 'starting');
  const rows = tailWaitingRows({ ...size, header, path: pathOf(props), says, look });
  return <Screen rows={rows} columns={size.columns} height={size.rows} look={look} />;
}

function OpenTail(props: TailProps & { readonly tail: LogTail }) {
  const { tail, settings, size, isCovered, onBack, onHelp } = props;
  const { look } = settings;
  const snapshot = useSyncExternalStore(tail.subscribe, tail.getSnapshot);
  const [state, setState] = useState(FOLLOWING);
  useClockTick(tickMs(look));

  const height = tailHeight(size.rows);
  const heldIndex = state.held === null ? null : tail.indexOf(state.held);
  const window = tailWindow(state, heldIndex, snapshot.itemCount, height);
  const items = tail.items(window.first, height);

  useKeys(
    'tail',
    ({ action }) => {
      if (action === 'back' || action === 'quit') return onBack();
      if (action === 'help') return onHelp();
      if (action !== null) setState((before) => afterAction(action, before, tail, height));
    },
    !isCovered,
  );

  if (isCovered) return null;
  const scene = {
    ...size,
    snapshot,
    items,
    window,
    state,
    look,
    header: headerFacts(settings, snapshot.status),
    path: pathOf(props),
  };
  return <Screen rows={tailRows(scene)} columns={size.columns} height={size.rows} look={look} />;
}

function pathOf({ above, target }: TailProps): readonly SafeText[] {
  const name = safeText(target);
  return above.at(-1) === name ? [...above, safe`Logs`] : [...above, name, safe`Logs`];
}

/** The account's header where the fleet is watched; else what the tail itself knows. */
function headerFacts({ fleet, whereabouts, now, api }: AppSettings, status: TailStatus): HeaderFacts {
  const nowMs = now();
  if (fleet === null) {
    return { whereabouts, identity: null, state: tailOnlyState(status), nowMs, api: api() };
  }
  return accountHeader(fleet.getSnapshot(), whereabouts, nowMs);
}

function tailOnlyState(status: TailStatus): HeaderState {
  switch (status) {
    case 'live':
      return { word: safe`LIVE`, tone: 'good', note: safe`` };
    case 'starting':
    case 'ended':
      return { word: safeText(status), tone: 'dim', note: safe`` };
    default:
      return { word: safe`TROUBLE`, tone: 'warn', note: safeText(status) };
  }
}
