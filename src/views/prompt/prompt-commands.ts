import { REGIONS } from '../../lambda/regions.ts';
import { type EpochMs, HOUR_MS, MINUTE_MS } from '../../lambda/time.ts';
import type { AccountChange } from '../../monitor/account-change.ts';
import { momentOf, spanOf } from '../../monitor/typed-time.ts';
import type { FleetColumn } from '../../print/fleet/fleet-column.ts';
import { ERRORS, P95, REQUESTS, THROTTLES } from '../../print/fleet/fleet-columns.ts';
import { SORT_CHOICES } from '../../print/fleet/fleet-table.ts';
import { USE } from '../../print/fleet/limit-columns.ts';
import { nearestNames } from '../../terminal/nearest-names.ts';
import { nearestWord, wordsByNearness } from '../../terminal/nearest-word.ts';
import type { ThemeName } from '../../terminal/palette.ts';
import { safe, safeText } from '../../terminal/safe-text.ts';
import { type RawText, rawText, type SafeText } from '../../terminal/text.ts';
import type { WindowAction } from '../keys/key-action.ts';
import { CALLS_ARE_STOPPED } from '../parts/header.ts';
import { matchingNames } from './fuzzy-names.ts';

/** What the command line of the screens asks for. */
export type Command =
  | { readonly kind: 'function' | 'headroom' | 'triage'; readonly functionName: string }
  /** The id, or how it begins. */
  | { readonly kind: 'request'; readonly requestId: RawText }
  /** Null is worst first. */
  | { readonly kind: 'sort'; readonly column: FleetColumn | null }
  | { readonly kind: 'window'; readonly window: WindowAction }
  | { readonly kind: 'theme'; readonly theme: ThemeName }
  /** `asks`: the price is known, and it is to be read. */
  | { readonly kind: 'insights'; readonly asks: boolean }
  | { readonly kind: 'account'; readonly change: AccountChange }
  /** Null is the present. */
  | { readonly kind: 'at'; readonly atMs: EpochMs | null }
  | { readonly kind: 'idle' | 'ownErrors' | 'help' | 'stop' | 'quit' };

export type ReadCommand =
  | { readonly kind: 'read'; readonly command: Command }
  | { readonly kind: 'refused'; readonly complaint: string };

/** What commands can be about. */
export interface PromptSubjects {
  /** Worst first. Null where the fleet is not watched. */
  readonly functionNames: readonly string[] | null;
  readonly profileNames: readonly string[];
  readonly nowMs: EpochMs;
  /** When what is shown was; null for the present. */
  readonly pastMs: EpochMs | null;
  /** Whether no call to AWS may be made. */
  readonly isStopped: boolean;
}

/** One command: what parser, completion and help read. */
export interface PromptCommand {
  readonly name: string;
  /** As the help names what it takes; null for a command that takes nothing. */
  readonly takes: SafeText | null;
  /** What there is for that, where it is a few words. */
  readonly takesWords?: readonly string[];
  readonly says: SafeText;
  /** Other names of the same. */
  readonly aliases?: readonly string[];
  /** What may follow the name, likeliest first. */
  choices(typed: string, subjects: PromptSubjects): readonly string[];
  read(argument: string, subjects: PromptSubjects): ReadCommand;
}

const THEMES: readonly ThemeName[] = ['dark', 'light', 'high-contrast', 'none'];
const SPANS: ReadonlyMap<string, WindowAction> = new Map([
  ['5m', 'window5m'],
  ['15m', 'window15m'],
  ['30m', 'window30m'],
  ['1h', 'window1h'],
  ['3h', 'window3h'],
  ['24h', 'window24h'],
]);
const WORST_FIRST = 'worst';
const SORTS: readonly string[] = [WORST_FIRST, ...SORT_CHOICES.map(({ title }) => title)];
/** What the metrics of AWS are called. */
const COLUMNS_MEANT: ReadonlyMap<string, FleetColumn> = new Map([
  ['latency', P95],
  ['duration', P95],
  ['invocations', REQUESTS],
  ['errors', ERRORS],
  ['throttles', THROTTLES],
  ['concurrency', USE],
]);
const PRESENT = 'now';
const TIMES: readonly string[] = ['02:55', '15m', '-5m', '+5m', '2026-11-24T02:55:00Z', PRESENT];
/** So many are named where none is like what was typed. */
const FEW_COMMANDS = 3;
/** Of Logs Insights: what it would cost, and to have it asked. */
const PRICE = 'price';
const YES = 'yes';
export const NO_FLEET = 'no fleet is watched here: start lmon without a command';
/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_concepts.html#metrics-retention */
const MINUTES_ARE_KEPT_MS = 15 * 24 * HOUR_MS;

export const PROMPT_COMMANDS: readonly PromptCommand[] = [
  ofFunction('fn', safe`dashboard; some letters will do`, 'function'),
  ofFunction('headroom', safe`its limits, and how long they hold`, 'headroom'),
  ofFunction('triage', safe`what happened, why, what to do`, 'triage'),
  {
    name: 'request',
    takes: safe`ID`,
    says: safe`an invocation of the function at hand`,
    choices: () => [],
    read: (argument) =>
      /^[\da-f]{8}[\da-f-]{0,28}$/i.test(argument)
        ? read({ kind: 'request', requestId: rawText(argument.toLowerCase()) })
        : refused(`${argument} is no request id, nor its first 8 characters`),
  },
  {
    name: 'sort',
    takes: safe`COLUMN`,
    takesWords: SORTS,
    says: safe`sort the fleet; ${safeText(WORST_FIRST)} is worst first`,
    choices: (typed) => startingWith(typed, SORTS),
    read: (argument) => {
      if (argument === WORST_FIRST) return read({ kind: 'sort', column: null });
      const column = columnNamed(argument);
      return column === undefined
        ? refused(nearestColumn(argument) ?? noSuch('column', argument, SORTS))
        : read({ kind: 'sort', column });
    },
  },
  {
    name: 'since',
    aliases: ['window'],
    takes: safe`SPAN`,
    takesWords: [...SPANS.keys()],
    says: safe`charts of ${safeText([...SPANS.keys()].join(' '))}`,
    choices: (typed) => startingWith(typed, [...SPANS.keys()]),
    read: (argument) => {
      const window = SPANS.get(argument);
      return window === undefined
        ? refused(`${noSuch('span', argument, [...SPANS.keys()])}${didYouMean(nearestSpan(argument))}`)
        : read({ kind: 'window', window });
    },
  },
  {
    name: 'at',
    takes: safe`TIME`,
    takesWords: TIMES,
    says: safe`as it was: 02:55 15m -5m +5m, or now`,
    choices: (typed) => startingWith(typed, [PRESENT, '-5m', '+5m', '15m', '1h']),
    read: (argument, subjects) => {
      if (subjects.functionNames === null) return refused(NO_FLEET);
      if (argument === PRESENT) return read({ kind: 'at', atMs: null });
      const atMs = pastMoment(argument, subjects);
      if (atMs === null) return refused(noSuch('time', argument, TIMES));
      if (subjects.nowMs - atMs > MINUTES_ARE_KEPT_MS) return refused('CloudWatch keeps minutes for 15 days');
      if (atMs > subjects.nowMs - MINUTE_MS) return read({ kind: 'at', atMs: null });
      return subjects.isStopped ? refused(CALLS_ARE_STOPPED) : read({ kind: 'at', atMs });
    },
  },
  {
    name: 'profile',
    takes: safe`NAME`,
    says: safe`another account: all is read anew`,
    choices: (typed, { profileNames }) => startingWith(typed, profileNames),
    read: (argument, { isStopped }) => elsewhere({ profile: argument }, isStopped),
  },
  {
    name: 'region',
    takes: safe`NAME`,
    says: safe`another Region: all is read anew`,
    choices: (typed) => startingWith(typed, REGIONS),
    read: (argument, { isStopped }) => elsewhere({ region: argument }, isStopped),
  },
  {
    name: 'theme',
    takes: safe`NAME`,
    takesWords: THEMES,
    says: safe`colours: ${safeText(THEMES.join(' '))}`,
    choices: (typed) => startingWith(typed, THEMES),
    read: (argument) => {
      const theme = THEMES.find((each) => each === argument);
      return theme === undefined
        ? refused(nearestOf('theme', argument, THEMES) ?? noSuch('theme', argument, THEMES))
        : read({ kind: 'theme', theme });
    },
  },
  {
    name: 'insights',
    takes: safe`WHAT`,
    takesWords: [PRICE, YES],
    says: safe`in a triage: its price first, then yes`,
    choices: (typed) => startingWith(typed, [PRICE, YES]),
    read(argument, { isStopped }) {
      if (argument !== PRICE && argument !== YES)
        return refused(
          nearestOf(':insights', argument, [PRICE, YES]) ?? noSuch(':insights', argument, [PRICE, YES]),
        );
      return isStopped ? refused(CALLS_ARE_STOPPED) : read({ kind: 'insights', asks: argument === YES });
    },
  },
  bare('idle', safe`show or fold idle functions`, { kind: 'idle' }),
  bare('cost', safe`lmon's own errors, API calls and cost`, { kind: 'ownErrors' }),
  bare('keys', safe`the keys that work here`, { kind: 'help' }),
  bare('stop', safe`end the calls to AWS; again resumes`, { kind: 'stop' }),
  bare('q', safe`end lmon`, { kind: 'quit' }),
];

/** Another session has another budget, which nobody has stopped: whoever stopped all calls would find them going on. */
function elsewhere(change: AccountChange, isStopped: boolean): ReadCommand {
  return isStopped ? refused(CALLS_ARE_STOPPED) : read({ kind: 'account', change });
}

function bare(name: string, says: SafeText, command: Command): PromptCommand {
  return {
    name,
    takes: null,
    says,
    choices: () => [],
    read: (argument) => (argument === '' ? read(command) : refused(`:${name} takes nothing`)),
  };
}

/** Opens a screen of the function whose name matches what was typed. */
function ofFunction(name: string, says: SafeText, kind: 'function' | 'headroom' | 'triage'): PromptCommand {
  return {
    name,
    takes: safe`NAME`,
    says,
    choices: (typed, { functionNames }) => matchingNames(typed, functionNames ?? []),
    read: (argument, { functionNames }) => {
      if (functionNames === null) return refused(NO_FLEET);
      const functionName = functionNames.includes(argument)
        ? argument
        : matchingNames(argument, functionNames)[0];
      return functionName === undefined
        ? refused(`no function matches ${argument}${didYouMean(nearestNames(argument, functionNames))}`)
        : read({ kind, functionName });
    },
  };
}

/** The command in what was typed behind the colon. */
export function readCommand(text: string, subjects: PromptSubjects): ReadCommand {
  const [name = '', ...rest] = text.trim().split(/\s+/);
  const command = commandNamed(name);
  if (command === undefined) return refused(unknownCommand(name, subjects));
  const argument = rest.join(' ');
  if (command.takes !== null && argument === '') return refused(`:${name} ${needsWords(command)}`);
  return command.read(argument, subjects);
}

function needsWords({ takes, takesWords = [] }: PromptCommand): string {
  const needs = `needs ${/^[AEIOU]/.test(takes ?? '') ? 'an' : 'a'} ${takes}`;
  return takesWords.length === 0 ? needs : `${needs}: ${takesWords.join(' ')}`;
}

/** Whoever types the name of a function wants to see it. */
function unknownCommand(name: string, { functionNames }: PromptSubjects): string {
  const commands = PROMPT_COMMANDS.map((each) => each.name);
  const command = nearestWord(name, commands) ?? commands.find((each) => each.startsWith(name));
  if (command !== undefined) return `unknown command :${name}${didYouMean([`:${command}`])}`;
  const [functionName] = nearestNames(name, functionNames ?? []);
  if (functionName !== undefined) return `unknown command :${name}${didYouMean([`:fn ${functionName}`])}`;
  // All of them would be cut: there are more than a row holds.
  const nearest = wordsByNearness(name, commands).slice(0, FEW_COMMANDS);
  return `unknown command :${name}; nearest: ${nearest.map((each) => `:${each}`).join(' ')}; :keys lists all`;
}

/** Null where none of the words is like what was typed. */
function nearestOf(what: string, typed: string, words: readonly string[]): string | null {
  const nearest = nearestNames(typed, words);
  return nearest.length === 0 ? null : `no ${what} ${typed}${didYouMean(nearest)}`;
}

function nearestColumn(typed: string): string | null {
  const meant = COLUMNS_MEANT.get(typed.toLowerCase());
  return meant === undefined
    ? nearestOf('column', typed, SORTS)
    : `no column ${typed}${didYouMean([meant.title])}`;
}

/** The shortest that shows as much as was asked for, or the longest. */
function nearestSpan(typed: string): readonly string[] {
  const askedMs = spanOf(typed);
  if (askedMs === null) return [];
  const spans = [...SPANS.keys()];
  return [spans.find((span) => (spanOf(span) ?? 0) >= askedMs) ?? spans.at(-1) ?? ''];
}

function didYouMean(words: readonly string[]): string {
  return words.length === 0 ? '' : `; did you mean ${words.join(' or ')}?`;
}

export function commandNamed(name: string): PromptCommand | undefined {
  return PROMPT_COMMANDS.find((each) => each.name === name || each.aliases?.includes(name) === true);
}

/** A time of its own, or a step from what is shown. */
function pastMoment(argument: string, { nowMs, pastMs }: PromptSubjects): EpochMs | null {
  const [, sign, span = ''] = /^([-+])(\d{1,5}[smhd])$/.exec(argument) ?? [];
  const fromMs = pastMs ?? nowMs;
  const ago = sign === undefined ? null : momentOf(span, fromMs);
  if (ago === null) return momentOf(argument, nowMs);
  return sign === '-' ? ago : fromMs + (fromMs - ago);
}

/** The column whose title begins so, whatever its signs: `err` is ERR%. */
function columnNamed(argument: string): FleetColumn | undefined {
  const wanted = lettersOf(argument);
  return (
    SORT_CHOICES.find(({ title }) => lettersOf(title) === wanted) ??
    SORT_CHOICES.find(({ title }) => wanted !== '' && lettersOf(title).startsWith(wanted))
  );
}

function lettersOf(text: string): string {
  return text.toLowerCase().replace(/[^a-z\d]/g, '');
}

function startingWith(typed: string, words: readonly string[]): readonly string[] {
  return words.filter((word) => word.toLowerCase().startsWith(typed.toLowerCase()));
}

/** Told first is what is wrong, and then what there is. */
function noSuch(what: string, typed: string, words: readonly string[]): string {
  return `no ${what} ${typed}: ${words.join(' ')}`;
}

function read(command: Command): ReadCommand {
  return { kind: 'read', command };
}

function refused(complaint: string): ReadCommand {
  return { kind: 'refused', complaint };
}
