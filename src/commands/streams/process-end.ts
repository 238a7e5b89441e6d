import { isatty } from 'node:tty';
import type { ExitStatus } from '../command/exit-status.ts';

/** Whether a terminal that lmon writes to has been closed. Each call of it fails from then on, with EIO. */
export function isTerminalGone(): boolean {
  return [process.stdout, process.stderr].some((stream) => stream.isTTY === true && !isatty(stream.fd));
}

/** What lmon ends with should its reader go away: to have read enough is no failure, and a verdict stays one. */
export function endUnreadWith(status: ExitStatus): void {
  process.exitCode = status;
}

/**
 * Ends the process. Without its terminal it ends as any program does that hears of a hang-up and takes no heed: Node 20
 * would put the terminal right first, which is gone, and take that for a bug of its own.
 */
export function endProcess(status: ExitStatus): never {
  if (isTerminalGone()) {
    process.removeAllListeners('SIGHUP');
    process.kill(process.pid, 'SIGHUP');
  }
  process.exit(status);
}
