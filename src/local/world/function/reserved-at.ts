import type { EpochMs } from '../../../lambda/time.ts';
import type { WorldFunction } from '../world.ts';

/** What is reserved for a function at `timeMs`; null when nothing is. */
export function reservedAt(
  { reservedConcurrency, formerReservedConcurrency: former }: WorldFunction,
  timeMs: EpochMs,
): number | null {
  return former !== undefined && timeMs < former.untilMs ? former.value : reservedConcurrency;
}
