import type { LogGroup } from './log-group.ts';

/** Writes numbered lines into a log, one after another, alternating between streams. */
export interface LineWriter {
  readonly written: readonly string[];
  /** Holds lines back from now on, until `goOn`. */
  rest(): Promise<void>;
  goOn(): void;
  /** Resolves when the last line is written, with that line's number. */
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
    // Two of three lines go into one stream: now and then both streams have a line of the same millisecond.
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
