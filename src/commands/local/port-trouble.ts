/**
 * Why a server can't listen on a port of this machine, in words.
 *
 * @throws what was thrown, where it was not the system that refused
 */
export function portTrouble(thrown: unknown, port: number): string {
  if (!(thrown instanceof Error) || !('code' in thrown) || !('syscall' in thrown)) throw thrown;
  if (port === 0) return `no port of 127.0.0.1 can be opened: ${thrown.message}`;
  switch (thrown.code) {
    case 'EADDRINUSE':
      return `port ${port} of 127.0.0.1 is taken`;
    case 'EACCES':
      return `port ${port} of 127.0.0.1 is not for this user to open: one from 1024 on may be`;
    default:
      return `port ${port} of 127.0.0.1 can't be opened: ${thrown.message}`;
  }
}
