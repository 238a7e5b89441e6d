import type { LogGroup } from './log-group.ts';

/** Writes numbered lines into a log, one after another, now into this stream and now into that. */
export interface LineWriter {
  readonly written: readonly string[];
  /** From now on the lines wait to be written until `goOn`. */
  rest(): Promise<void>;
  goOn(): void;
  /** Resolves when the last line is written, and gives it. */
  stop(): Promise<string>;
}

export const STREAMS = [`2026/11/24/[$LATEST]${'a'.repeat(32)}`, `2026/11/24/[7]${'b'.repeat(32)}`] as const;

/** @param everyWallMs pause between two lines */
export function startWriting(group: LogGroup, now: () => number, everyWallMs: number): LineWriter {
  const written: string[] = [];
  let isResting = false;
  let underWay = Promise.resolve();
  const writeOne = async () => {
    const line = `line-${written.length}`;
    // Two of three lines into one stream: now and then one millisecond has lines of both.
    await group.write(STREAMS[written.length % 3 === 0 ? 1 : 0], now(), line);
    written.push(line);
  };
  const timer = setInterval(() => {
    if (!isResting) underWay = underWay.then(writeOne);
  }, everyWallMs);
  const rest = () => {
    isResting = true;
    return underWay;
  };
  return {
    written,
    rest,
    goOn() {
      isResting = false;
    },
    async stop() {
      clearInterval(timer);
      await rest();
      await writeOne();
      return written.at(-1) ?? '';
    },
  };
}
