import { type TimedChunk, TimedChunks } from './timed-chunks.ts';

/** The moments at which one kind of thing happened. */
export type Tally = TimedChunks<TimedChunk>;

export function emptyTally(): Tally {
  return new TimedChunks((baseMs, cells) => ({ baseMs, offsetsMs: new Uint32Array(cells) }));
}
