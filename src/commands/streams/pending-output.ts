const LOOK_EVERY_MS = 1_000;

/** Calls `end` once the output's reader has taken nothing of the pending output for a second or two. */
export function whenOutputStalls(end: () => void): void {
  let waitedBefore = 0;
  const look = () => {
    const waiting = process.stdout.writableLength + process.stderr.writableLength;
    if (waiting > 0 && waiting === waitedBefore) end();
    waitedBefore = waiting;
  };
  setInterval(look, LOOK_EVERY_MS).unref();
}

/** Calls `end` once all pending output has got out, unless it can't. Notices for others than a terminal may be lost. */
export function onceWritten(end: () => void): void {
  process.stdout.write('', (error) => {
    if (error != null) return;
    if (process.stderr.isTTY === true) process.stderr.write('', end);
    else end();
  });
}
