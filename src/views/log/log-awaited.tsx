import { safe, safeText } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import { isEverywhere } from '../keys/key-action.ts';
import type { ScreenName } from '../keys/key-binding.ts';
import { keyOf } from '../keys/key-label.ts';
import { useKeys } from '../keys/keys.ts';
import { Screen } from '../parts/frame/screen-row.tsx';
import { CALLS_ARE_STOPPED } from '../parts/header/header-facts.ts';
import type { LogScreenProps } from './log-screen-props.ts';
import { logHeader } from './tail-header-state.ts';
import { tailWaitingRows } from './tail-waiting-rows.ts';

interface LogAwaitedProps
  extends Pick<
    LogScreenProps,
    | 'target'
    | 'opened'
    | 'path'
    | 'isRoot'
    | 'settings'
    | 'size'
    | 'isCovered'
    | 'onBack'
    | 'onPresent'
    | 'onEverywhere'
  > {
  readonly screen: ScreenName;
}

const NOTHING_READ = {
  status: 'starting',
  error: null,
  live: null,
  follow: true,
  floodKeeps: null,
  reachedMs: null,
  readingBackToMs: null,
  linesRead: 0,
  logs: [],
} as const;

/** A log screen while the log is being opened, or can't be. */
export function LogAwaited(props: LogAwaitedProps) {
  const { size, isCovered, settings, path, isRoot, onBack, onPresent, onEverywhere } = props;
  useKeys(
    props.screen,
    ({ action }) => {
      if (action === 'back' || action === 'quit') onBack();
      if (action === 'present' || action === 'follow') onPresent();
      if (action === 'refresh') settings.askNow();
      if (isEverywhere(action)) onEverywhere(action);
    },
    !isCovered,
  );
  if (isCovered) return null;
  const { look } = settings;
  const header = logHeader(settings, NOTHING_READ);
  const rows = tailWaitingRows({ ...size, header, path, isRoot, says: waitingWords(props), look });
  return <Screen rows={rows} columns={size.columns} height={size.rows} look={look} />;
}

function waitingWords({ opened, target, settings, screen }: LogAwaitedProps): SafeText {
  if (opened?.kind === 'failed') {
    const tries = screen === 'tail' ? keyOf('refresh', settings.look.keymap) : '';
    const complaint = safeText(opened.complaint);
    return tries === '' ? complaint : safe`${complaint}; ${tries} tries now`;
  }
  return settings.budget.isHeld() ? CALLS_ARE_STOPPED : safe`looking for ${safeText(target)}`;
}
