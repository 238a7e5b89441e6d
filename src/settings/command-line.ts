import { parseArgs } from 'node:util';
import { didYouMean } from '../terminal/spelling/did-you-mean.ts';
import { nearestWord } from '../terminal/spelling/nearest-word.ts';
import { accepts, COMMANDS, type CommandName, isCommandName, optionOf } from './commands.ts';
import { OPTIONS, type OptionName, type RepeatableName } from './options.ts';

/** The words and flags of one call of lmon. */
export interface CommandLine {
  readonly command: CommandName;
  /** What follows the command, such as the function of `lmon tail`. */
  readonly operands: readonly string[];
  readonly flags: Flags;
}

export type Flags = {
  readonly [Name in OptionName]?: Name extends RepeatableName ? readonly string[] : string | true;
};

export type ReadCommandLine =
  | { readonly kind: 'run'; readonly line: CommandLine }
  | { readonly kind: 'help'; readonly command: CommandName | null }
  | { readonly kind: 'version' }
  | { readonly kind: 'usage'; readonly complaint: string };

/** Parses the words after `lmon`. Never throws: an error becomes a one-line complaint. */
export function readCommandLine(words: readonly string[]): ReadCommandLine {
  // Only in front: of a tail, --version takes a value.
  if (words[0] === '-v' || words[0] === '-V') return { kind: 'version' };
  const parsed = parsedWords(words);
  if (typeof parsed === 'string') return { kind: 'usage', complaint: parsed };

  const { positionals, flags } = parsed;
  if (flags.version === true) return { kind: 'version' };
  if (positionals[0] === 'help') return helpOn(positionals[1]);
  if (flags.help) return helpOn(positionals[0]);
  return commandLineOf(positionals, flags);
}

/** The command named by `words`, with its operands. No word at all means the fleet. */
export function commandLineOf(words: readonly string[], flags: Flags): ReadCommandLine {
  const [command = 'fleet', ...operands] = words;
  if (!isCommandName(command)) return { kind: 'usage', complaint: unknownCommand(command) };
  const complaint = operandComplaint(command, operands, flags) ?? flagComplaint(command, flags);
  return complaint === null
    ? { kind: 'run', line: { command, operands, flags } }
    : { kind: 'usage', complaint };
}

function helpOn(word: string | undefined): ReadCommandLine {
  if (word === undefined) return { kind: 'help', command: null };
  return isCommandName(word)
    ? { kind: 'help', command: word }
    : { kind: 'usage', complaint: unknownCommand(word) };
}

function operandComplaint(command: CommandName, operands: readonly string[], flags: Flags): string | null {
  const { fewest, most, operand } = COMMANDS[command];
  if (operands.length < fewest && CHOOSING.every((name) => flags[name] === undefined))
    return `${command} needs ${operand}`;
  if (operands.length > most) return `${command} does not take "${operands[most]}"`;
  return null;
}

/** Flags that choose functions, so that no operand is required. */
const CHOOSING = ['regex', 'tag', 'stack'] as const satisfies readonly OptionName[];

/** The Regions of `--region a,b`, each once. An empty value is none, as an empty variable in a script. */
export function regionsOf(typed: Flags['region']): readonly string[] {
  return typeof typed !== 'string' || typed === ''
    ? []
    : [...new Set(typed.split(',').map((name) => name.trim()))];
}

/** Commands that are or may run a tail, where `--version` takes a function's version. */
const TAILING: ReadonlySet<CommandName> = new Set(['tail', 'demo', 'replay']);

/** A flag that would be believed to work, and does not, must be rejected. */
function flagComplaint(command: CommandName, flags: Flags): string | null {
  const refused = (Object.keys(flags) as OptionName[]).find((name) => !accepts(command, name));
  if (refused !== undefined) return `${command} does not take --${refused}`;
  if (regionsOf(flags.region).includes(''))
    return `--region ${flags.region} has a comma without a Region beside it`;
  if (command !== 'tail' && regionsOf(flags.region).length > 1)
    return `${command} looks at one Region: only lmon tail takes several with --region`;
  return typeof flags.version === 'string' && !TAILING.has(command)
    ? `${command} takes no value with --version`
    : null;
}

interface ParsedWords {
  readonly positionals: readonly string[];
  readonly flags: Flags;
}

/** Where a tail is run, `--version` takes a value, if there is one. */
function parsedWords(words: readonly string[]): ParsedWords | string {
  const args = words.map((word) => (word === '-h' ? '--help' : word));
  const { positionals, values, tokens } = parseArgs({
    args,
    options: shapesFor('tail'),
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  const isTail = mayTail(positionals, values['last'] === true);
  const complaint = secondValueComplaint(isTail ? 'tail' : 'fleet', tokens);
  if (complaint !== null) return complaint;
  const ofTail = isTail ? strictlyParsed(args, 'tail') : null;
  if (ofTail !== null && typeof ofTail !== 'string') return ofTail;
  const parsed = strictlyParsed(args, 'fleet');
  return typeof parsed === 'string' && ofTail !== null ? ofTail : parsed;
}

/** Whether a tail is run in the end: for a replay without words, the recording decides. */
function mayTail([command, first, second]: readonly string[], isLast: boolean): boolean {
  switch (command) {
    case 'demo':
      return first === 'tail';
    case 'replay':
      return ((isLast ? first : second) ?? 'tail') === 'tail';
    default:
      return command === 'tail';
  }
}

function strictlyParsed(args: string[], command: CommandName): ParsedWords | string {
  try {
    const { positionals, values } = parseArgs({ args, options: shapesFor(command), allowPositionals: true });
    const { region } = values;
    // Written once or several times, a list is a list.
    const flags = Array.isArray(region) ? { ...values, region: region.join(',') } : values;
    return { positionals, flags: flags as Flags };
  } catch (error) {
    return complaintOf(error);
  }
}

/** A word as parsed by Node: a flag or an operand. */
interface Token {
  readonly kind: string;
  readonly name?: string;
  readonly value?: string | undefined;
}

function secondValueComplaint(command: CommandName, tokens: readonly Token[]): string | null {
  const values = new Map<string, string>();
  for (const token of tokens) {
    const { kind, name, value } = token;
    if (kind !== 'option' || name === undefined || value === undefined) continue;
    if (!isOptionName(name) || optionOf(command, name).isSingle !== true) continue;
    const first = values.get(name) ?? value;
    if (first !== value) return `--${name} takes one value: "${first}" or "${value}"`;
    values.set(name, value);
  }
  return null;
}

function isOptionName(word: string): word is OptionName {
  return Object.hasOwn(OPTIONS, word);
}

function shapesFor(command: CommandName) {
  return Object.fromEntries(
    (Object.keys(OPTIONS) as OptionName[]).map((name) => {
      const { takes, short, isRepeatable = false } = optionOf(command, name);
      const shape = { type: takes === null ? 'boolean' : 'string', multiple: isRepeatable } as const;
      return [name, short === undefined ? shape : { ...shape, short }];
    }),
  );
}

/** Node explains at length; one line is enough. */
function complaintOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const unknown = /^Unknown option '([^']*)'/.exec(message)?.[1];
  if (unknown !== undefined)
    return withNearest(
      `unknown flag ${unknown}`,
      /^-v$/i.test(unknown) ? '--version' : nearestWord(unknown, flagNames()),
    );
  const flag = /To specify an option argument starting with a dash use '(--[\w-]+)=/.exec(message)?.[1];
  if (flag !== undefined) return `${flag} needs a value; one that begins with a dash is written ${flag}=-x`;
  const lacking = /^Option '(?:-\w, )?(--[\w-]+) <value>' argument missing/.exec(message)?.[1];
  if (lacking !== undefined) return `${lacking} needs a value`;
  return message.split(/[\n.]/)[0] ?? message;
}

function unknownCommand(word: string): string {
  const key = KEYS_OF_SCREENS.get(word);
  if (key !== undefined) return `"${word}" is a screen, not a command: press ${key} on another`;
  return withNearest(`unknown command "${word}"`, nearestWord(word, Object.keys(COMMANDS)));
}

/** Screens without a command of their own. */
const KEYS_OF_SCREENS: ReadonlyMap<string, string> = new Map([
  ['headroom', 'H'],
  ['invocations', 'i'],
]);

function flagNames(): readonly string[] {
  return Object.keys(OPTIONS).map((name) => `--${name}`);
}

function withNearest(complaint: string, suggestion: string | null): string {
  return `${complaint}${didYouMean(suggestion === null ? [] : [suggestion])}`;
}
