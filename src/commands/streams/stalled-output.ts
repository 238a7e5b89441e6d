const LOOK_EVERY_MS = 1_000;

/** Calls `end` once the reader of standard output has taken nothing of the pending output for a second or two. */
export function whenOutputStalls(end: () => void): void {
  let waitedBefore = 0;
  const look = () => {
    const waiting = process.stdout.writableLength;
    if (waiting > 0 && waiting === waitedBefore) end();
    waitedBefore = waiting;
  };
  setInterval(look, LOOK_EVERY_MS).unref();
}
