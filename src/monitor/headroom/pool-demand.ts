import type { PoolMinute } from '../../capacity/evidence.ts';
import { averageDurationMs } from '../../capacity/minute/estimate.ts';
import { type EpochMs, MINUTE_MS } from '../../lambda/time.ts';
import type { FunctionMinute } from '../../triage/minute/function-minute.ts';
import { growthPerMinute } from '../function/growth.ts';

const GROWTH_MINUTES = 10;

/**
 * How much more is wanted of the pool each minute: in use, and turned away. What is in use in a full pool stays at its
 * limit, however fast the demand grows.
 *
 * @param sharing the functions of the pool
 */
export function poolDemandGrowth(
  pool: readonly PoolMinute[],
  sharing: readonly { readonly minutes: readonly FunctionMinute[] }[],
): number | null {
  const hit = sharing
    .map(({ minutes }) => minutes.slice(-GROWTH_MINUTES))
    .filter((minutes) => minutes.some(({ throttles }) => (throttles ?? 0) > 0));
  // A minute that has not settled for one of them would look like a fall.
  const settledMs = Math.min(...hit.map((minutes) => minutes.at(-1)?.minuteMs ?? 0));
  return growthPerMinute(
    pool
      .slice(-GROWTH_MINUTES)
      .filter(({ minuteMs }) => minuteMs <= settledMs)
      .map(({ minuteMs, unreservedInUse }) => {
        const turnedAway = turnedAwayIn(hit, minuteMs);
        return unreservedInUse === null || turnedAway === null ? null : unreservedInUse + turnedAway;
      }),
  );
}

function turnedAwayIn(functions: readonly (readonly FunctionMinute[])[], minuteMs: EpochMs): number | null {
  return functions.reduce<number | null>((sum, minutes) => {
    const turnedAway = turnedAwayOf(minutes, minuteMs);
    return sum === null || turnedAway === null ? null : sum + turnedAway;
  }, 0);
}

/**
 * Throttled calls are assumed to take as long as those that were served, lastly where none is any more: that is when
 * most are turned away. Null where no call was served before.
 */
function turnedAwayOf(minutes: readonly FunctionMinute[], minuteMs: EpochMs): number | null {
  const place = minutes.findIndex((each) => each.minuteMs === minuteMs);
  const throttles = minutes[place]?.throttles ?? 0;
  if (throttles === 0) return 0;
  const durationMs = minutes
    .slice(0, place + 1)
    .flatMap((minute) => averageDurationMs(minute) ?? [])
    .at(-1);
  return durationMs === undefined ? null : (throttles * durationMs) / MINUTE_MS;
}
