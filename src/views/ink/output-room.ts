import type { Writable } from 'node:stream';

/** Whether the output has room for a frame. A terminal may take what is written slowly, or not at all. */
export interface OutputRoom {
  /** Whether everything written has been taken; if not, `onFree` is called once it has, and nothing is free before. */
  isFree(): boolean;
}

export function createOutputRoom(
  output: Pick<Writable, 'writableLength' | 'write'>,
  onFree: () => void,
): OutputRoom {
  let isAwaited = false;
  const waitForRoom = () => {
    isAwaited = true;
    output.write('', (error) => {
      isAwaited = false;
      if (error == null) onFree();
    });
  };
  return {
    isFree() {
      // Who waits comes first: another frame in between would keep a resized screen torn.
      if (isAwaited) return false;
      if (output.writableLength > 0) waitForRoom();
      return !isAwaited;
    },
  };
}
