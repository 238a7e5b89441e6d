import { EXIT_STATUS } from '../command/exit-status.ts';
import { endProcess, isTerminalGone } from './process-end.ts';

/**
 * A reader that has gone is a quiet end, with the status so far, as in `lmon tail x | head` or when the terminal was
 * closed; a full disk is reported in a line. Complaints that can't be written are dropped.
 */
export function endOnFailedOutput(): void {
  process.stdout.on('error', ({ code, message }: NodeJS.ErrnoException) => {
    if (code === 'EPIPE') process.exit(process.exitCode ?? EXIT_STATUS.done);
    if (isTerminalGone()) endProcess(EXIT_STATUS.terminated);
    process.stderr.write(`lmon: can't write the output: ${message}\n`);
    process.exit(EXIT_STATUS.bug);
  });
  process.stderr.on('error', () => {});
}
