/** What a command takes, and what it says of itself in the help. */
export interface CommandShape {
  /** As the help and complaints name what it needs. */
  readonly operand: string;
  readonly fewest: number;
  readonly most: number;
  readonly says: string;
}

export const COMMANDS = {
  fleet: {
    operand: '',
    fewest: 0,
    most: 0,
    says: 'every function, worst first (also what plain `lmon` does)',
  },
  tail: {
    operand: 'a function, or a log group that begins with "/"',
    fewest: 1,
    most: 1,
    says: 'follow the log of a function',
  },
  demo: {
    operand: '[command]',
    fewest: 0,
    most: 3,
    says: 'the same on a small AWS of its own; needs no account',
  },
  local: { operand: '', fewest: 0, most: 0, says: 'that small AWS alone, for any AWS client' },
} as const satisfies Readonly<Record<string, CommandShape>>;

export type CommandName = keyof typeof COMMANDS;

export function isCommandName(word: string): word is CommandName {
  return Object.hasOwn(COMMANDS, word);
}
