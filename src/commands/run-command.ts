import type { CommandLine } from '../settings/command-line.ts';
import { EXIT_STATUS, type ExitStatus } from './exit-status.ts';
import { loadCommand } from './load-command.ts';
import { complain, endQuietlyOnBrokenPipe } from './standard-streams.ts';

const STATUS_OF_SIGNAL = {
  SIGINT: EXIT_STATUS.interrupted,
  SIGTERM: EXIT_STATUS.terminated,
  SIGHUP: EXIT_STATUS.terminated,
} as const;

/** Runs a command to its end and sets the exit status. */
export async function runCommand(line: CommandLine): Promise<void> {
  endQuietlyOnBrokenPipe();
  const ending = new AbortController();
  let signalStatus: ExitStatus | null = null;
  for (const [signal, status] of Object.entries(STATUS_OF_SIGNAL)) {
    process.on(signal, () => {
      // Whoever asks twice means it.
      if (ending.signal.aborted) process.exit(status);
      signalStatus = status;
      ending.abort();
    });
  }
  const status = await run(line, ending.signal);
  // Where pipes are asynchronous (Windows), what was printed must get out first.
  process.stdout.write('', () => process.exit(signalStatus ?? status));
}

async function run(line: CommandLine, signal: AbortSignal): Promise<ExitStatus> {
  try {
    const command = await loadCommand(line.command);
    return await command({ line, env: process.env, signal, load: loadCommand });
  } catch (error) {
    const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return complain(`this is a bug in lmon, please report it: ${reason}`, EXIT_STATUS.bug);
  }
}
