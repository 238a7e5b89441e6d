import type { EpochMs } from './world.ts';

/** Environments hand over their metrics this often, each at its own phase. */
export const FLUSH_EVERY_MS = 30_000;

/** From the handing over until CloudWatch shows it. */
export const PUBLICATION_DELAY_MS = 15_000;

export const LONGEST_PUBLICATION_MS = FLUSH_EVERY_MS + PUBLICATION_DELAY_MS;

/** When CloudWatch shows a sample of something that ended at `endMs`: 15 to 45 s later. */
export function publishedMs(endMs: EpochMs, flushPhaseMs: number): EpochMs {
  const flushes = Math.ceil((endMs - flushPhaseMs) / FLUSH_EVERY_MS);
  return flushes * FLUSH_EVERY_MS + flushPhaseMs + PUBLICATION_DELAY_MS;
}
