import type { FleetSnapshot } from '../../monitor/fleet/fleet-snapshot.ts';
import { NOT_RECORDED, type SourceError } from '../../monitor/source-error.ts';

/**
 * Why the log of a function that was looked at could not be read; null where it was, or where there is none: what AWS or
 * a recording does not have did not fail.
 */
export function unreadLogError(
  functionName: string,
  { failures }: Pick<FleetSnapshot, 'failures'>,
): SourceError | null {
  const error = failures.get(functionName)?.error ?? null;
  return error === null || error.kind === 'absent' || error.name === NOT_RECORDED ? null : error;
}
