/** What a key can ask for. */
export type Action =
  | 'down'
  | 'up'
  | 'pageDown'
  | 'pageUp'
  | 'halfDown'
  | 'halfUp'
  | 'top'
  | 'bottom'
  | 'left'
  | 'right'
  | 'open'
  | 'back'
  | 'quit'
  | 'logs'
  | 'invocations'
  | 'headroom'
  | 'triage'
  | 'filter'
  | 'sort'
  | 'follow'
  | 'freeze'
  | 'nextError'
  | 'previousError'
  | 'find'
  | 'nextMatch'
  | 'previousMatch'
  | 'save'
  | 'note'
  | 'writeNote'
  | 'copy'
  | 'console'
  | 'trace'
  | 'wrap'
  | 'refresh'
  | 'idle'
  | 'filterLines'
  | 'levels'
  | 'requestLines'
  | 'repeats'
  | 'nextColdStart'
  | 'slowest'
  | 'mark'
  | 'nextMark'
  | 'previousFunction'
  | 'nextFunction'
  | 'previousAlike'
  | 'nextAlike'
  | 'pin'
  | 'nextPane'
  | 'fullPane'
  | 'present'
  | WindowAction
  | EverywhereAction;

/** Works alike on every screen: a cover, or a setting of how all are drawn. */
export type EverywhereAction = 'help' | 'ownErrors' | 'command' | 'times' | 'signIn' | ReplayAction;

/** What only a replay can do. */
export type ReplayAction = 'pause' | 'earlier' | 'later' | 'slower' | 'faster';

/** Keys that choose how much time is shown. */
export type WindowAction = 'window5m' | 'window15m' | 'window30m' | 'window1h' | 'window3h' | 'window24h';

export const WINDOW_MINUTES: Readonly<Record<WindowAction, number>> = {
  window5m: 5,
  window15m: 15,
  window30m: 30,
  window1h: 60,
  window3h: 180,
  window24h: 1_440,
};

export function isWindow(action: Action | null): action is WindowAction {
  return action !== null && action in WINDOW_MINUTES;
}

const REPLAY_ACTIONS: readonly ReplayAction[] = ['pause', 'earlier', 'later', 'slower', 'faster'];
const EVERYWHERE: readonly EverywhereAction[] = [
  ...(['help', 'ownErrors', 'command', 'times', 'signIn'] as const),
  ...REPLAY_ACTIONS,
];

export function isOfReplay(action: Action): boolean {
  return REPLAY_ACTIONS.some((each) => each === action);
}

export function isEverywhere(action: Action | null): action is EverywhereAction {
  return EVERYWHERE.some((each) => each === action);
}

/** Rows by which an action moves the cursor; null for actions that don't. */
export function rowsMovedBy(action: Action, page: number): number | null {
  switch (action) {
    case 'down':
      return 1;
    case 'up':
      return -1;
    case 'pageDown':
      return page;
    case 'pageUp':
      return -page;
    case 'halfDown':
      return Math.ceil(page / 2);
    case 'halfUp':
      return -Math.ceil(page / 2);
    case 'top':
      return Number.NEGATIVE_INFINITY;
    case 'bottom':
      return Number.POSITIVE_INFINITY;
    default:
      return null;
  }
}
