import { either } from '../terminal/spelling/either.ts';
import {
  CHECK_OPTIONS,
  DEMO_OPTIONS,
  FUNCTION_VERSION,
  GENERAL_OPTIONS,
  LOCAL_OPTIONS,
  OPTIONS,
  type Option,
  type OptionName,
  REPLAY_OPTIONS,
  SEVERAL_REGIONS,
  TAIL_OPTIONS,
  TRIAGE_OPTIONS,
} from './options.ts';
import type { Output } from './settings.ts';

/** A command's operands and flags, and its help. */
export interface CommandShape {
  /** The operand's name in help and complaints. */
  readonly operand: string;
  readonly fewest: number;
  readonly most: number;
  readonly says: string;
  /** Flags of `GENERAL_OPTIONS` that make no sense for it: left out of its help, and rejected. */
  readonly refuses: readonly OptionName[];
  /**
   * Flags of `GENERAL_OPTIONS` that change nothing about it, and harm nothing: scripts and shell aliases give them to every
   * command. Left out of its help.
   */
  readonly ignores?: readonly OptionName[];
  /** The values of `--output`. */
  readonly outputs: readonly Output[];
  /** Flags in addition to `GENERAL_OPTIONS`. */
  readonly own: Readonly<Partial<Record<OptionName, Option>>>;
  /** The meaning of its exit statuses, for commands used in scripts. */
  readonly ends?: string;
}

const WITHOUT_ACCOUNT = namesOf(GENERAL_OPTIONS).filter((name) => name !== 'help' && name !== 'version');

export const COMMANDS = {
  fleet: {
    operand: '',
    fewest: 0,
    most: 0,
    says: 'every function, worst first; plain `lmon` does the same',
    refuses: [],
    outputs: ['text', 'json'],
    own: {},
  },
  watch: {
    operand: 'a function',
    fewest: 1,
    most: 1,
    says: 'one function: verdict, metrics, concurrency, failures',
    refuses: [],
    outputs: ['text', 'json'],
    own: {},
  },
  tail: {
    operand: 'a function, or a log group that begins with "/"',
    fewest: 1,
    most: Number.POSITIVE_INFINITY,
    says: "follow the logs of functions, or 'api-*', as one",
    refuses: [],
    outputs: ['text', 'raw', 'json'],
    own: TAIL_OPTIONS,
  },
  triage: {
    operand: 'a function, or --all',
    fewest: 0,
    most: 1,
    says: 'a report: what happened to a function, why, and what to do',
    refuses: [],
    outputs: ['text', 'md', 'json'],
    own: TRIAGE_OPTIONS,
  },
  check: {
    operand: 'functions',
    fewest: 0,
    most: Number.POSITIVE_INFINITY,
    says: 'for scripts: one line a function, the worst as exit status',
    refuses: [],
    ignores: ['since', 'no-follow', 'plain', 'theme', 'glyphs'],
    outputs: ['text', 'json'],
    own: CHECK_OPTIONS,
    ends: 'Exit status: 0 all is well, 1 a warning, 2 critical, 3 could not tell, 64 and above not checked.',
  },
  doctor: {
    operand: '',
    fewest: 0,
    most: 0,
    says: 'permissions, delays of data, and the policy that is missing',
    // It tries calls instead of reading what they tell: nothing could be replayed.
    refuses: ['record'],
    ignores: ['since', 'until', 'no-follow', 'plain'],
    outputs: ['text', 'json'],
    own: {},
  },
  replay: {
    operand: 'a recording, or --last',
    fewest: 0,
    // As many as the command accepts.
    most: Number.POSITIVE_INFINITY,
    says: 'play a recording instead of asking AWS',
    // It has an account of its own, which is already recorded.
    refuses: ['profile', 'region', 'endpoint-url', 'record'],
    outputs: ['text', 'raw', 'md', 'json'],
    own: { ...REPLAY_OPTIONS, ...TAIL_OPTIONS, ...TRIAGE_OPTIONS, ...CHECK_OPTIONS },
  },
  demo: {
    operand: '[command]',
    fewest: 0,
    most: Number.POSITIVE_INFINITY,
    says: 'any command on a simulated account; needs no AWS account',
    // It has an account of its own.
    refuses: ['profile', 'endpoint-url'],
    outputs: ['text', 'raw', 'md', 'json'],
    own: { ...DEMO_OPTIONS, ...LOCAL_OPTIONS, ...TAIL_OPTIONS, ...TRIAGE_OPTIONS, ...CHECK_OPTIONS },
  },
  local: {
    operand: '',
    fewest: 0,
    most: 0,
    says: 'serve the simulated account to any AWS client',
    refuses: WITHOUT_ACCOUNT,
    outputs: [],
    own: LOCAL_OPTIONS,
  },
} as const satisfies Readonly<Record<string, CommandShape>>;

/** The flags with a meaning for a command, in the order of its help. */
export function flagsOf(command: CommandName): readonly OptionName[] {
  const { refuses, ignores = [], own }: CommandShape = COMMANDS[command];
  const without = [...refuses, ...ignores];
  return [...namesOf(own), ...namesOf(GENERAL_OPTIONS).filter((name) => !without.includes(name))];
}

/** Whether a command accepts a flag, with a meaning or without. */
export function accepts(command: CommandName, name: OptionName): boolean {
  const { ignores = [] }: CommandShape = COMMANDS[command];
  return ignores.includes(name) || flagsOf(command).includes(name);
}

function namesOf(options: Readonly<Partial<Record<OptionName, Option>>>): readonly OptionName[] {
  return Object.keys(options) as OptionName[];
}

/** A flag as `command` takes it. */
export function optionOf(command: CommandName, name: OptionName): Option {
  if (command !== 'tail') return OPTIONS[name];
  return name === 'version' ? FUNCTION_VERSION : name === 'region' ? SEVERAL_REGIONS : OPTIONS[name];
}

export type CommandName = keyof typeof COMMANDS;

export function isCommandName(word: string): word is CommandName {
  return Object.hasOwn(COMMANDS, word);
}

/** What a command prints, in words: `text, raw or json`. */
export function outputWords(command: CommandName): string {
  const outputs: readonly Output[] = COMMANDS[command].outputs;
  return either(outputs);
}
