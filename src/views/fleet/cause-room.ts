import type { Cause } from '../../triage/cause/cause.ts';

const FEW_CAUSES = 4;
const SOME_CAUSES = 6;
const MANY_CAUSES = 8;
const ROWS_FOR_MANY_CAUSES = 50;

/**
 * How many causes are told in words. Whatever is critical should be among them: whoever opens the screen for the first
 * time reads nothing else.
 */
export function causeRoom(causes: readonly Cause[], rows: number): number {
  const pressing = causes.filter(({ severity, kind }) => severity === 'crit' || kind === 'poolFilling');
  const most =
    rows >= ROWS_FOR_MANY_CAUSES ? MANY_CAUSES : Math.min(SOME_CAUSES, Math.max(FEW_CAUSES, pressing.length));
  // One that is left over has the row that would count it.
  return causes.length === most + 1 ? causes.length : most;
}
