import { safe } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import { type Action, isOfReplay } from './key-action.ts';
import {
  char,
  control,
  type Key,
  type KeyBinding,
  named,
  SCREEN_NAMES,
  type ScreenName,
} from './key-binding.ts';

const NOT_HELP = SCREEN_NAMES.filter((screen) => screen !== 'help');
/** Screens with a current function or line. */
const SUBJECTS = NOT_HELP.filter((screen) => screen !== 'ownErrors');
/** Screens of one function. */
const OF_FUNCTION = ['function', 'headroom', 'triage'] as const;
const OF_METRICS = ['fleet', ...OF_FUNCTION] as const;
const OF_LOGS = ['tail', 'invocations'] as const;
/** Screens that every function has, except for a call's, which is one of many. */
const OF_ONE = [...OF_FUNCTION, ...OF_LOGS] as const;
/** Screens with a history. */
const TIMED = ['fleet', 'function', 'tail'] as const;
/** Tables that can be filtered and sorted. */
const TABLES = ['fleet', 'invocations'] as const;
/** Content that can be wider than the screen. */
const SIDEWAYS = ['fleet', ...OF_LOGS] as const;

/** Screens that can't be frozen, but paused with the replay. */
const NEVER_FROZEN = ['invocations', 'invocation', 'ownErrors'] as const;

const PAUSES = safe`replay: pause, or play on`;

/** Of all keys of windows, so that the help has them in one row. */
const LAST = safe`the last 5m 15m 30m 1h 3h 24h`;

/**
 * All keys of all screens in one table, so that none gets two meanings. Footers list keys in this order, and drop the last
 * ones first.
 */
export const KEYMAP: readonly KeyBinding[] = [
  bound('open', named('return'), ['fleet'], safe`open the function's dashboard`, safe`open`),
  bound('open', named('return'), ['headroom', 'triage'], safe`the function's dashboard`, safe`dashboard`),
  bound('open', named('return'), ['tail'], safe`whole line; again: invocation`, safe`expand`),
  bound('open', named('return'), ['invocations'], safe`open the invocation`, safe`invocation`),
  bound('follow', [char('F'), char('0')], ['tail'], safe`follow, also out of the past`, safe`follow`),
  bound('find', char('/'), ['tail'], safe`find words; Esc clears`, safe`find`),
  bound('nextMatch', char('n'), ['tail'], safe`next match, previous`, null, safe`next match`),
  bound('previousMatch', char('N'), ['tail'], safe`next match, previous`, null, safe`previous match`),
  bound('nextError', char('e'), OF_LOGS, safe`next error down, up`, safe`error down`, safe`next error down`),
  bound('previousError', char('E'), OF_LOGS, safe`next error down, up`, safe`error up`, safe`next error up`),
  bound('freeze', char('p'), ['tail'], safe`freeze the view, or resume`, safe`freeze`),
  bound('logs', char('l'), elsewhere('tail'), safe`log of the function at hand`, safe`logs`),
  bound('pause', char('p'), NEVER_FROZEN, PAUSES, safe`pause`),
  bound('earlier', char(','), NOT_HELP, safe`replay: minute back, forward`, safe`minute`),
  bound('later', char('.'), NOT_HELP, safe`replay: minute back, forward`, safe`minute`),
  bound('slower', char('<'), NOT_HELP, safe`replay: half, twice the speed`, safe`speed`),
  bound('faster', char('>'), NOT_HELP, safe`replay: half, twice the speed`, safe`speed`),
  bound('nextPane', named('tab'), ['tail'], safe`patterns, and back`, safe`patterns`),
  bound('save', char('x'), ['tail'], safe`save its lines to a file here`, safe`save`),
  bound('headroom', char('H'), elsewhere('headroom'), safe`headroom: limits, time left`, safe`headroom`),
  bound('triage', char('T'), elsewhere('triage'), safe`triage: what happened, why`, safe`triage`),
  bound('filter', char('/'), TABLES, safe`filter; ! leaves out`, safe`filter`),
  bound('freeze', char('p'), OF_METRICS, safe`freeze the view, or resume`, safe`freeze`),
  bound('idle', char('z'), ['fleet'], safe`show or fold idle functions`, safe`idle`),
  bound(
    'nextAlike',
    [char(']'), char('J')],
    ['invocation'],
    safe`next like it, previous`,
    safe`next like it`,
    safe`next like it`,
  ),
  bound(
    'previousAlike',
    [char('['), char('K')],
    ['invocation'],
    safe`next like it, previous`,
    safe`previous`,
    safe`previous like it`,
  ),
  bound('nextPane', named('tab'), ['function', 'headroom'], safe`next chart or page`, safe`pane`),
  bound('fullPane', char('f'), ['function'], safe`chart on the whole screen`, safe`full screen`),
  bound(
    'nextError',
    char('e'),
    ['fleet'],
    safe`next CRIT or WARN, down, up`,
    null,
    safe`next CRIT or WARN below`,
  ),
  bound(
    'previousError',
    char('E'),
    ['fleet'],
    safe`next CRIT or WARN, down, up`,
    null,
    safe`next CRIT or WARN above`,
  ),
  bound('writeNote', char('a'), ['triage'], safe`write a note into the report`, safe`note`),
  bound('writeNote', char('a'), elsewhere('triage'), safe`write a note for the triage`),
  bound('note', char('+'), elsewhere('triage'), safe`add this to the triage notes`),
  bound('save', char('x'), ['triage'], safe`save as a Markdown file here`, safe`save`),
  bound('copy', char('y'), SUBJECTS, safe`copy: a menu`, safe`copy`),
  bound('console', char('o'), SUBJECTS, safe`copy a link to the AWS console`),
  bound('trace', char('X'), SUBJECTS, safe`copy a link to X-Ray`),
  bound('filterLines', char('v'), ['tail'], safe`filter lines; ! leaves out`, safe`filter`),
  bound('levels', char('L'), ['tail'], safe`level: all, info, warn, errors`, safe`level`),
  bound('requestLines', char('R'), ['tail'], safe`lines of this request, or all`, safe`request`),
  bound('nextColdStart', char('c'), ['tail'], safe`next cold start`),
  bound('slowest', char('d'), ['tail'], safe`slowest call; again: the next`),
  bound('mark', char('m'), ['tail'], safe`mark the line, or unmark`),
  bound('nextMark', char('M'), ['tail'], safe`next marked line`),
  bound('repeats', char('u'), ['tail'], safe`fold repeated lines, or unfold`),
  bound('wrap', char('w'), ['tail'], safe`wrap long lines`, safe`wrap`),
  bound('sort', char('S'), TABLES, safe`sort: pick a column`, safe`sort`),
  bound('pin', char('m'), ['fleet'], safe`pin to the top, or unpin`, safe`pin`),
  bound('invocations', char('i'), elsewhere('invocations'), safe`list of invocations`, safe`invocations`),
  bound('nextPane', named('tab'), ['invocation'], safe`lines or comparison`, safe`page`),
  bound('refresh', [char('r'), control('r')], OF_METRICS, safe`ask AWS now`, safe`refresh`),
  bound('refresh', [char('r'), control('r')], ['tail'], safe`ask AWS now`),
  bound('times', char('t'), NOT_HELP, safe`times in UTC, local or ago`, safe`times`),
  bound(
    'nextFunction',
    [char(']'), char('J')],
    OF_ONE,
    safe`next function, previous`,
    safe`function`,
    safe`next function`,
  ),
  bound(
    'previousFunction',
    [char('['), char('K')],
    OF_ONE,
    safe`next function, previous`,
    safe`function`,
    safe`previous function`,
  ),
  bound('present', char('0'), ['fleet', 'function'], safe`leave a freeze or the past`, safe`window`),
  bound('present', char('0'), ['headroom', 'triage'], safe`leave a freeze or the past`),
  bound('present', char('0'), ['invocations', 'invocation'], safe`leave the past`),
  bound('window5m', char('1'), TIMED, LAST, safe`window`, safe`the last 5 min`),
  bound('window15m', char('2'), TIMED, LAST, safe`window`, safe`the last 15 min`),
  bound('window30m', char('3'), TIMED, LAST, safe`window`, safe`the last 30 min`),
  bound('window1h', char('4'), TIMED, LAST, safe`window`, safe`the last hour`),
  bound('window3h', char('5'), TIMED, LAST, safe`window`, safe`the last 3 h`),
  bound('window24h', char('6'), TIMED, LAST, safe`window`, safe`the last 24 h`),
  bound('down', [char('j'), named('downArrow')], SCREEN_NAMES, safe`one line down, up`),
  bound('up', [char('k'), named('upArrow')], SCREEN_NAMES, safe`one line down, up`),
  bound('pageDown', [char(' '), named('pageDown'), control('f')], SCREEN_NAMES, safe`page down`),
  bound('pageUp', [char('b'), named('pageUp'), control('b')], SCREEN_NAMES, safe`page up`),
  bound('halfDown', control('d'), SCREEN_NAMES, safe`half a page down, up`),
  bound('halfUp', control('u'), SCREEN_NAMES, safe`half a page down, up`),
  bound('top', [char('g'), named('home')], SCREEN_NAMES, safe`first, last line`),
  bound('bottom', [char('G'), named('end')], SCREEN_NAMES, safe`first, last line`),
  bound('left', named('leftArrow'), SIDEWAYS, safe`move left, right`, null, safe`move to the left`),
  bound('right', named('rightArrow'), SIDEWAYS, safe`move left, right`, null, safe`move to the right`),
  bound('back', named('escape'), SCREEN_NAMES, safe`back; clears a filter first`, safe`back`),
  bound('command', char(':'), NOT_HELP, safe`command line; Tab completes`, safe`command`),
  bound('signIn', char('s'), NOT_HELP, safe`sign in again with the AWS CLI`),
  bound('ownErrors', char('!'), SUBJECTS, safe`lmon's errors, calls and cost`, safe`errors`),
  bound('help', [char('?'), named('f1')], SCREEN_NAMES, safe`this help`, safe`keys`),
  bound('quit', char('q'), SCREEN_NAMES, safe`back; first screen: quits lmon`, safe`quit`),
];

/** @param keymap with the user's keys */
export function bindingsOn(
  screen: ScreenName,
  keymap: readonly KeyBinding[] = KEYMAP,
): readonly KeyBinding[] {
  return keymap.filter(({ on }) => on.includes(screen));
}

const OF_FLEET: ReadonlySet<Action> = new Set([
  'headroom',
  'triage',
  'note',
  'writeNote',
  'nextFunction',
  'previousFunction',
  'present',
  'earlier',
  'later',
]);

/** The screens of sessions that don't watch the fleet. */
const OF_LOG_SESSION: ReadonlySet<ScreenName> = new Set([...OF_LOGS, 'invocation', 'ownErrors', 'help']);

/** Keys of an account, where there is somebody to ask. */
const OF_ACCOUNT: ReadonlySet<Action> = new Set(['refresh', 'signIn']);

/** What keys act on. */
export interface KeySession {
  readonly watchesFleet: boolean;
  readonly isReplay: boolean;
}

/** The keys as a session answers them: those that can't do there what they say tell why. */
export function answeredKeys(
  keymap: readonly KeyBinding[],
  { watchesFleet, isReplay }: KeySession,
): readonly KeyBinding[] {
  const ofSubjects = watchesFleet ? keymap : keymap.map(inLogSession);
  return ofSubjects.map(isReplay ? inReplay : inAccount);
}

function inLogSession(binding: KeyBinding): KeyBinding {
  const on = binding.on.filter((screen) => OF_LOG_SESSION.has(screen));
  return OF_FLEET.has(binding.action) || on.length === 0
    ? { ...binding, on, needs: 'fleet' }
    : { ...binding, on };
}

function inAccount(binding: KeyBinding): KeyBinding {
  return isOfReplay(binding.action) ? { ...binding, on: [], needs: 'replay' } : binding;
}

/** A view that is held while the recording plays on is of no use: its key holds the time. */
function inReplay(binding: KeyBinding): KeyBinding {
  if (binding.action === 'freeze')
    return { ...binding, action: 'pause', says: PAUSES, alone: PAUSES, hint: safe`pause` };
  return OF_ACCOUNT.has(binding.action) ? { ...binding, on: [], needs: 'account' } : binding;
}

/** In a replay, the pause stands between other moments and other speeds. */
function playerKeysTogether(keymap: readonly KeyBinding[]): readonly KeyBinding[] {
  const isPause = ({ action }: KeyBinding) => action === 'pause';
  const others = keymap.filter((binding) => !isPause(binding));
  const speeds = others.findIndex(({ action }) => action === 'slower');
  return speeds === -1 ? keymap : others.toSpliced(speeds, 0, ...keymap.filter(isPause));
}

/** The keys that act in a session, as help and footers list them. */
export function actingKeys(keymap: readonly KeyBinding[], session: KeySession): readonly KeyBinding[] {
  return playerKeysTogether(answeredKeys(keymap, session).filter(({ needs }) => needs === undefined));
}

/** The screens from whose subject another screen opens. */
function elsewhere(opened: ScreenName): readonly ScreenName[] {
  return SUBJECTS.filter((screen) => screen !== opened);
}

/**
 * @param says its text in the help, where keys of the same text share a row
 * @param hint its text in the footer; keys without one are not in the footer
 * @param alone what it does itself, if others share its row
 */
// biome-ignore lint/complexity/useMaxParams: the keymap is a table, and reads by its columns.
function bound(
  action: Action,
  keys: Key | readonly Key[],
  on: readonly ScreenName[],
  says: SafeText,
  hint: SafeText | null = null,
  alone: SafeText = says,
): KeyBinding {
  return { action, keys: [keys].flat(), on, says, hint, alone };
}
