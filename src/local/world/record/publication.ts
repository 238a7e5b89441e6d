import type { EpochMs } from '../../../lambda/time.ts';
import type { TimedChunk, TimedChunks } from './timed-chunks.ts';

/** Environments hand over their metrics this often, each at its own phase. */
export const FLUSH_EVERY_MS = 30_000;

/** From the flush until CloudWatch shows it. */
export const PUBLICATION_DELAY_MS = 15_000;

export const LONGEST_PUBLICATION_MS = FLUSH_EVERY_MS + PUBLICATION_DELAY_MS;

/** The service's hosts, which count what no environment sees, each at its own phase. */
const FRONT_ENDS = 8;

/** When CloudWatch shows a sample of something that ended at `endMs`: 15 to 45 s later. */
export function publishedMs(endMs: EpochMs, flushPhaseMs: number): EpochMs {
  const flushes = Math.ceil((endMs - flushPhaseMs) / FLUSH_EVERY_MS);
  return flushes * FLUSH_EVERY_MS + flushPhaseMs + PUBLICATION_DELAY_MS;
}

/** How many of the events that the service itself counted within [startMs, endMs) are published at `nowMs`. */
export function shownCount(
  times: TimedChunks<TimedChunk>,
  startMs: EpochMs,
  endMs: EpochMs,
  nowMs: EpochMs,
): number {
  const end = times.firstFrom(Math.min(endMs, nowMs + 1));
  let shown = 0;
  for (let sequence = times.firstFrom(startMs); sequence < end; sequence++) {
    const flushPhaseMs = ((sequence % FRONT_ENDS) * FLUSH_EVERY_MS) / FRONT_ENDS;
    if (publishedMs(times.timeMs(sequence), flushPhaseMs) <= nowMs) shown++;
  }
  return shown;
}
