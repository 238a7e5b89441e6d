import { EXIT_STATUS } from './exit-status.ts';

/** A reader that has gone away (`lmon tail x | head`) is a quiet end, not an error. Nobody misses a complaint then. */
export function endQuietlyOnBrokenPipe(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    process.exit(error.code === 'EPIPE' ? EXIT_STATUS.done : EXIT_STATUS.bug);
  });
  process.stderr.on('error', () => {});
}
