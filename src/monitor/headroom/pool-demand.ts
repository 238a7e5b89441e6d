import type { PoolMinute } from '../../capacity/evidence.ts';
import { demandOf, meanConcurrency } from '../../capacity/minute/estimate.ts';
import type { EpochMs } from '../../lambda/time.ts';
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
      .map(({ minuteMs, unreservedInUse }) =>
        unreservedInUse === null ? null : unreservedInUse + turnedAwayIn(hit, minuteMs),
      ),
  );
}

function turnedAwayIn(functions: readonly (readonly FunctionMinute[])[], minuteMs: EpochMs): number {
  return functions.reduce((sum, minutes) => {
    const minute = minutes.find((each) => each.minuteMs === minuteMs);
    const wanted = minute === undefined ? null : demandOf(minute);
    return minute === undefined || wanted === null ? sum : sum + wanted - (meanConcurrency(minute) ?? 0);
  }, 0);
}
