import type { CommandLine } from '../../settings/command-line.ts';
import type { CommandName } from '../../settings/commands.ts';
import type { Environment } from '../../terminal/environment.ts';
import type { ExitStatus } from './exit-status.ts';
import type { Replayed } from './replayed.ts';

/** The demo that a command runs on. */
export interface LookedAtDemo {
  /** The port where another lmon can join; null where the demo ends with the command's output. */
  readonly port: number | null;
}

/** One call of a command. `env` may differ from the process's: `lmon demo` points it at its own AWS. */
export interface Invocation {
  readonly line: CommandLine;
  readonly env: Environment;
  /** Aborted by SIGINT, SIGTERM or SIGHUP: end soon, without losing what was read. */
  readonly signal: AbortSignal;
  /** A recording to play instead of an account. */
  readonly replayed?: Replayed;
  /** The demo that `env` points at. */
  readonly demo?: LookedAtDemo;
  /** Loads another command, for those that run one. */
  readonly load: (name: CommandName) => Promise<Command>;
}

export type Command = (invocation: Invocation) => Promise<ExitStatus>;
