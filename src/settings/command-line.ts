import { parseArgs } from 'node:util';
import { COMMANDS, type CommandName, isCommandName } from './commands.ts';
import { OPTIONS, type OptionName } from './options.ts';

/** The words and flags of one call of lmon. */
export interface CommandLine {
  readonly command: CommandName;
  /** What follows the command, such as the function of `lmon tail`. */
  readonly operands: readonly string[];
  readonly flags: Flags;
}

export type Flags = Readonly<Partial<Record<OptionName, string | true>>>;

export type ReadCommandLine =
  | { readonly kind: 'run'; readonly line: CommandLine }
  | { readonly kind: 'help'; readonly command: CommandName | null }
  | { readonly kind: 'version' }
  | { readonly kind: 'usage'; readonly complaint: string };

/** Reads the words after `lmon`. Never throws: what can't be read is a complaint of one line. */
export function readCommandLine(words: readonly string[]): ReadCommandLine {
  const parsed = parsedWords(words);
  if (typeof parsed === 'string') return { kind: 'usage', complaint: parsed };

  const { positionals, flags } = parsed;
  if (flags.version) return { kind: 'version' };
  if (positionals[0] === 'help') return helpOn(positionals[1]);
  if (flags.help) return helpOn(positionals[0]);
  return commandLineOf(positionals, flags);
}

/** The command that `words` name, and what it is to work on. No word at all is the fleet. */
export function commandLineOf(words: readonly string[], flags: Flags): ReadCommandLine {
  const [command = 'fleet', ...operands] = words;
  if (!isCommandName(command)) return { kind: 'usage', complaint: unknownCommand(command) };
  const complaint = operandComplaint(command, operands);
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

function operandComplaint(command: CommandName, operands: readonly string[]): string | null {
  const { fewest, most, operand } = COMMANDS[command];
  if (operands.length < fewest) return `lmon ${command} needs ${operand}`;
  if (operands.length > most) return `lmon ${command} does not take "${operands[most]}"`;
  return null;
}

function parsedWords(words: readonly string[]): { positionals: string[]; flags: Flags } | string {
  const options = Object.fromEntries(
    Object.entries(OPTIONS).map(([name, { takes }]) => [
      name,
      { type: takes === null ? 'boolean' : 'string' } as const,
    ]),
  );
  try {
    const { positionals, values } = parseArgs({
      args: words.map((word) => (word === '-h' ? '--help' : word)),
      options,
      allowPositionals: true,
    });
    return { positionals, flags: values as Flags };
  } catch (error) {
    return complaintOf(error);
  }
}

/** Node explains at length; one line is enough. */
function complaintOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const unknown = /^Unknown option '([^']*)'/.exec(message)?.[1];
  if (unknown !== undefined) return withNearest(`unknown flag ${unknown}`, nearest(unknown, flagNames()));
  return message.split(/[\n.]/)[0] ?? message;
}

function unknownCommand(word: string): string {
  return withNearest(`unknown command "${word}"`, nearest(word, Object.keys(COMMANDS)));
}

function flagNames(): readonly string[] {
  return Object.keys(OPTIONS).map((name) => `--${name}`);
}

function withNearest(complaint: string, suggestion: string | null): string {
  return suggestion === null ? complaint : `${complaint}; did you mean ${suggestion}?`;
}

/** The candidate that is fewest edits away, if it is near enough to be a slip of the finger. */
export function nearest(word: string, candidates: readonly string[]): string | null {
  let best: string | null = null;
  let bestEdits = Math.max(1, Math.floor(word.length / 3)) + 1;
  for (const candidate of candidates) {
    const edits = editsBetween(word, candidate);
    if (edits < bestEdits) {
      best = candidate;
      bestEdits = edits;
    }
  }
  return best;
}

/**
 * Levenshtein distance, in which two neighbours that changed places are one edit.
 *
 * @see https://xlinux.nist.gov/dads/HTML/Levenshtein.html
 */
function editsBetween(a: string, b: string): number {
  let above: readonly number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swap = isSwap ? (above[j - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY;
      next.push(Math.min(change, swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    above = row;
    row = next;
  }
  return row[b.length] ?? 0;
}
