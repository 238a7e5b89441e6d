import type { EpochMs } from '../../lambda/time.ts';
import type { FunctionMinute } from '../minute/function-minute.ts';
import { onceFor } from '../minute/once-for.ts';
import { countChanges } from '../onset/count-changes.ts';
import type { Thresholds } from '../thresholds.ts';

/** A minute from which on a different share of calls failed. */
export interface ErrorChange {
  readonly atMs: EpochMs;
  readonly before: number;
  readonly after: number;
}

/** Oldest first. */
export const errorChanges = onceFor((minutes): readonly ErrorChange[] => {
  const known = minutes.filter(({ errors, invocations }) => errors !== null && (invocations ?? 0) > 0);
  const rows = known.map(({ errors, invocations }) => ({ count: errors ?? 0, total: invocations ?? 0 }));
  return countChanges(rows).flatMap(({ place, before, after }) => {
    const atMs = known[place]?.minuteMs;
    return atMs === undefined ? [] : [{ atMs, before, after }];
  });
});

export function risesAmong(
  changes: readonly ErrorChange[],
  { errors: { warnAt } }: Thresholds,
): readonly ErrorChange[] {
  return changes.filter(({ before, after }) => after > before && after >= warnAt);
}

/** The minutes from which on more calls failed than before, enough to hurt. */
export function errorRises(minutes: readonly FunctionMinute[], thresholds: Thresholds): readonly EpochMs[] {
  return risesAmong(errorChanges(minutes), thresholds).map(({ atMs }) => atMs);
}

/** When trouble is over, its usual share of failures remains. */
const FALLEN_SHARE = 0.5;

/** The minutes from which on far fewer calls failed, where they hurt until then. */
export function errorFalls(
  minutes: readonly FunctionMinute[],
  { errors: { warnAt } }: Thresholds,
): readonly EpochMs[] {
  return errorChanges(minutes)
    .filter(({ before, after }) => before >= warnAt && after <= FALLEN_SHARE * before)
    .map(({ atMs }) => atMs);
}
