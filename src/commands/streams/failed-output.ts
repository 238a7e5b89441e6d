import { EXIT_STATUS } from '../command/exit-status.ts';
import { endProcess, isTerminalGone } from './process-end.ts';

/**
 * A reader that has gone away (`lmon tail x | head`, a terminal that is closed) is a quiet end, with the status
 * known by then; a full disk is not, and is said in a line. Nobody misses a complaint that can't be written.
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
