import type { PoolMinute } from '../../capacity/evidence.ts';
import type { EpochMs } from '../../lambda/time.ts';

/** Gain a minute from the first known value to the last, one value a minute: minutes without data count as minutes. */
export function growthPerMinute(values: readonly (number | null)[]): number | null {
  const first = values.findIndex((value) => value !== null);
  const last = values.findLastIndex((value) => value !== null);
  const from = values[first];
  const to = values[last];
  return from == null || to == null || last <= first ? null : (to - from) / (last - first);
}

/**
 * When the pool began to grow: the minute after it last stood where it stands in its quiet minutes, the lower quarter
 * of those given. Such a date stays while the climb goes on. Null when it has not left them, or is not known.
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
