import type { EpochMs } from '../../../lambda/time.ts';
import { mixed, shareOf } from '../chance/hash.ts';

/** Lines that an environment writes within this span travel together. */
const BATCH_MS = 500;
const SHORTEST_DELAY_MS = 200;
const DELAY_SPREAD_MS = 2_300;
const LATE_SHARE = 0.01;
const SHORTEST_LATENESS_MS = 5_000;
const LATENESS_SPREAD_MS = 40_000;

/** No line is ingested later than this after its time. */
export const LONGEST_INGESTION_MS =
  BATCH_MS + SHORTEST_DELAY_MS + DELAY_SPREAD_MS + SHORTEST_LATENESS_MS + LATENESS_SPREAD_MS;

/**
 * When CloudWatch Logs ingested a line: usually 0.2 to 3 s after it was written, and for one batch in a hundred 5 to 45
 * s later than that.
 */
export function ingestionMs(timestampMs: EpochMs, environmentSeed: number): EpochMs {
  const batch = Math.floor(timestampMs / BATCH_MS);
  const seed = mixed(environmentSeed, batch);
  const delay = SHORTEST_DELAY_MS + shareOf(mixed(seed, 1)) ** 2 * DELAY_SPREAD_MS;
  const lateness =
    shareOf(mixed(seed, 2)) < LATE_SHARE
      ? SHORTEST_LATENESS_MS + shareOf(mixed(seed, 3)) * LATENESS_SPREAD_MS
      : 0;
  return (batch + 1) * BATCH_MS + Math.floor(delay + lateness);
}
