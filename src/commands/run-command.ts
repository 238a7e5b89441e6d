import type { CommandLine } from '../settings/command-line.ts';
import { EXIT_STATUS, type ExitStatus } from './command/exit-status.ts';
import { loadCommand } from './load-command.ts';
import { reportBug } from './streams/bug-report.ts';
import { onceWritten, whenOutputStalls } from './streams/pending-output.ts';
import { endProcess, isTerminalGone } from './streams/process-end.ts';
import { unblockTerminalWrites } from './streams/terminal-writes.ts';

const STATUS_OF_SIGNAL = {
  SIGINT: EXIT_STATUS.interrupted,
  SIGTERM: EXIT_STATUS.terminated,
  SIGHUP: EXIT_STATUS.terminated,
} as const;

/** Runs a command as a program: it ends with a signal, and once all that it printed has got out. */
export async function runCommand(line: CommandLine): Promise<ExitStatus> {
  const ending = new AbortController();
  let signalStatus: ExitStatus | null = null;
  unblockTerminalWrites();
  for (const [signal, status] of Object.entries(STATUS_OF_SIGNAL)) {
    process.on(signal, () => {
      // A second signal means: at once.
      if (ending.signal.aborted) endProcess(status);
      signalStatus = status;
      ending.abort();
      // Output in progress should get out first, which may never happen if its reader has stopped.
      whenOutputStalls(() => endProcess(status));
    });
  }
  // Catches errors of background tasks. The abort closes the screen before anything is printed.
  const endWithBug = (error: unknown) => {
    ending.abort();
    if (isTerminalGone()) endProcess(EXIT_STATUS.terminated);
    const status = reportBug(error);
    whenOutputStalls(() => endProcess(status));
    onceWritten(() => endProcess(status));
  };
  process.on('uncaughtException', endWithBug);
  process.on('unhandledRejection', endWithBug);
  const status = await commandStatus(line, ending.signal);
  onceWritten(() => endProcess(signalStatus ?? status));
  return signalStatus ?? status;
}

/** Runs a command to its end, or until `signal` asks it to end. */
export async function commandStatus(line: CommandLine, signal: AbortSignal): Promise<ExitStatus> {
  try {
    const command = await loadCommand(line.command);
    return await command({ line, env: process.env, signal, load: loadCommand });
  } catch (error) {
    return reportBug(error);
  }
}
