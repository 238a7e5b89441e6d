import type { CommandLine } from '../../settings/command-line.ts';
import type { CommandName } from '../../settings/commands.ts';
import type { Environment } from '../../terminal/environment.ts';
import type { ExitStatus } from './exit-status.ts';
import type { Replayed } from './replayed.ts';

/** The demo that a command looks at. */
export interface LookedAtDemo {
  /** Where another lmon finds the same account; null where the demo ends with what the command prints. */
  readonly port: number | null;
}

/** One call of a command. `env` is not always that of the process: `lmon demo` points it at its own AWS. */
export interface Invocation {
  readonly line: CommandLine;
  readonly env: Environment;
  /** Aborted by SIGINT, SIGTERM or SIGHUP: end soon, losing nothing that was read. */
  readonly signal: AbortSignal;
  /** A recording to look at instead of an account. */
  readonly replayed?: Replayed;
  /** The demo that `env` points at. */
  readonly demo?: LookedAtDemo;
  /** Another command, for those that run one. */
  readonly load: (name: CommandName) => Promise<Command>;
}

export type Command = (invocation: Invocation) => Promise<ExitStatus>;
