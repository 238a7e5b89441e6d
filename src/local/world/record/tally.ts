import { type TimedChunk, TimedChunks } from './timed-chunks.ts';

/** The times of one kind of event. */
export type Tally = TimedChunks<TimedChunk>;

export function emptyTally(): Tally {
  return new TimedChunks((baseMs, cells) => ({ baseMs, offsetsMs: new Uint32Array(cells) }));
}
