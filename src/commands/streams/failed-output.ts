import { EXIT_STATUS } from '../command/exit-status.ts';

/**
 * A reader that has gone away (`lmon tail x | head`) is a quiet end; a full disk is not, and is said in a line. Nobody
 * misses a complaint that can't be written.
 */
export function endOnFailedOutput(): void {
  process.stdout.on('error', ({ code, message }: NodeJS.ErrnoException) => {
    if (code === 'EPIPE') process.exit(EXIT_STATUS.done);
    process.stderr.write(`lmon: can't write the output: ${message}\n`);
    process.exit(EXIT_STATUS.bug);
  });
  process.stderr.on('error', () => {});
}
