import type { PoolMinute } from '../../capacity/evidence.ts';
import type { EpochMs } from '../../lambda/time.ts';
import { beginningOfClimb } from '../../triage/onset/climb.ts';

/** Gain a minute from the first known value to the last; minutes without data count as minutes. */
export function growthPerMinute(values: readonly (number | null)[]): number | null {
  const first = values.findIndex((value) => value !== null);
  const last = values.findLastIndex((value) => value !== null);
  const from = values[first];
  const to = values[last];
  return from == null || to == null || last <= first ? null : (to - from) / (last - first);
}

/**
 * The minute from which on the pool, known to grow, has grown: the same as long as it grows. Null when unknown.
 */
export function growsSince(pool: readonly PoolMinute[]): EpochMs | null {
  const known = pool.flatMap(({ minuteMs, unreservedInUse }) =>
    unreservedInUse === null ? [] : [{ minuteMs, unreservedInUse }],
  );
  const place = beginningOfClimb(known.map(({ unreservedInUse }) => unreservedInUse));
  return place === null ? null : (known[place]?.minuteMs ?? null);
}
