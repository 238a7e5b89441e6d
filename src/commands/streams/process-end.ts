import { isatty } from 'node:tty';
import type { ExitStatus } from '../command/exit-status.ts';

/** Whether the output terminal has been closed. Each call on it then fails with EIO. */
export function isTerminalGone(): boolean {
  return [process.stdout, process.stderr].some((stream) => stream.isTTY === true && !isatty(stream.fd));
}

/**
 * The exit status if the output's reader goes away: for most commands that is no failure, but a verdict must not be
 * lost.
 */
export function endUnreadWith(status: ExitStatus): void {
  process.exitCode = status;
}

/**
 * Ends the process. Without its terminal it raises the default hang-up: Node 20 would try to restore the closed
 * terminal, and report a bug of its own.
 */
export function endProcess(status: ExitStatus): never {
  if (isTerminalGone()) {
    process.removeAllListeners('SIGHUP');
    process.kill(process.pid, 'SIGHUP');
  }
  process.exit(status);
}
