import type { PoolMinute } from '../../capacity/evidence.ts';
import type { EpochMs } from '../../lambda/time.ts';

/** Gain a minute from the first known value to the last; minutes without data count as minutes. */
export function growthPerMinute(values: readonly (number | null)[]): number | null {
  const first = values.findIndex((value) => value !== null);
  const last = values.findLastIndex((value) => value !== null);
  const from = values[first];
  const to = values[last];
  return from == null || to == null || last <= first ? null : (to - from) / (last - first);
}

/**
 * When the pool began to grow: the minute after it last was at its quiet level, the lower quarter of the given minutes.
 * The date stays the same while the climb goes on. Null when the pool has not left that level, or when unknown.
 */
export function growsSince(pool: readonly PoolMinute[]): EpochMs | null {
  const levels = pool.flatMap(({ unreservedInUse }) => unreservedInUse ?? []).toSorted((a, b) => a - b);
  const quiet = levels[Math.floor((levels.length - 1) / 4)];
  if (quiet === undefined) return null;
  const last = pool.findLastIndex(
    ({ unreservedInUse }) => unreservedInUse !== null && unreservedInUse <= quiet,
  );
  return pool[last + 1]?.minuteMs ?? null;
}
