/** As far as it is used here; Node has no public name for it. */
interface TerminalHandle {
  readonly fd: number;
  setBlocking(isBlocking: boolean): number;
}

/**
 * Lets writes to a terminal wait in the background. Node makes them block, so that a terminal that takes nothing, as
 * after Ctrl-S, would stop everything, signals included. Call again after a child process had the terminal.
 */
export function unblockTerminalWrites(): void {
  for (const stream of [process.stdout, process.stderr]) {
    if (stream.isTTY !== true) continue;
    const handle: unknown = Reflect.get(stream, '_handle');
    // A terminal that Node could not open anew is shared: other programs would find it changed.
    if (isTerminalHandle(handle) && handle.fd > process.stderr.fd) handle.setBlocking(false);
  }
}

function isTerminalHandle(handle: unknown): handle is TerminalHandle {
  return (
    typeof handle === 'object' &&
    handle !== null &&
    'fd' in handle &&
    typeof handle.fd === 'number' &&
    'setBlocking' in handle &&
    typeof handle.setBlocking === 'function'
  );
}
