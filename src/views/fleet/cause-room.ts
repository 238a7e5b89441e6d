import type { FleetSnapshot } from '../../monitor/fleet/fleet-snapshot.ts';
import { joinSafe, safe } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import type { Cause } from '../../triage/cause/cause.ts';
import { ownCause } from '../../triage/cause/own-cause.ts';
import { isIdle } from './fleet-order.ts';

const FEW_CAUSES = 4;
const SOME_CAUSES = 6;
const MANY_CAUSES = 8;
const ROWS_FOR_MANY_CAUSES = 50;

/**
 * How many causes are told in words. Whatever is critical should be among them: whoever opens the screen for the first
 * time reads nothing else.
 */
export function causeRoom(causes: readonly Cause[], rows: number): number {
  if (rows >= ROWS_FOR_MANY_CAUSES) return MANY_CAUSES;
  const pressing = causes.filter(({ severity, kind }) => severity === 'crit' || kind === 'poolFilling');
  return Math.min(SOME_CAUSES, Math.max(FEW_CAUSES, pressing.length));
}

/** `4 WARN more among the functions`: those that hurt and that no cause in words speaks of. Null where there are none. */
export function unnamedNote(
  snapshot: Pick<FleetSnapshot, 'functions' | 'causes'>,
  told: readonly Cause[],
): SafeText | null {
  const counts = unnamedCounts(snapshot, told);
  return counts === null ? null : safe`${counts} more among the functions`;
}

/** `2 CRIT, 3 WARN`; null where there are none. */
export function unnamedCounts(
  { functions, causes }: Pick<FleetSnapshot, 'functions' | 'causes'>,
  told: readonly Cause[],
): SafeText | null {
  const isPoolTold = told.some(({ kind }) => kind === 'poolFull' || kind === 'poolFilling');
  const unnamed = functions.filter((status) => {
    const own = ownCause(causes, status.name);
    return !isIdle(status) && (own === undefined ? !isPoolTold : !told.includes(own));
  });
  const counts = (['crit', 'warn'] as const).flatMap((severity) => {
    const count = unnamed.filter((status) => status.severity === severity).length;
    return count === 0 ? [] : [safe`${count} ${severity === 'crit' ? safe`CRIT` : safe`WARN`}`];
  });
  return counts.length === 0 ? null : joinSafe(counts, safe`, `);
}
