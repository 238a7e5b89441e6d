import type { EpochMs } from '../../../lambda/time.ts';
import type { WorldFunction } from '../world.ts';

/** A function's reservation at `timeMs`; null for none. */
export function reservedAt(
  { reservedConcurrency, formerReservedConcurrency: former }: WorldFunction,
  timeMs: EpochMs,
): number | null {
  return former !== undefined && timeMs < former.untilMs ? former.value : reservedConcurrency;
}
