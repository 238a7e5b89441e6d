import type { EpochMs } from '../../lambda/time.ts';
import type { FleetSnapshot } from '../../monitor/fleet/fleet-snapshot.ts';

/** When what a report tells was known last: what its log says is read after the fleet was judged. */
export function knownMsOf({ judgedMs, lookedMs }: Pick<FleetSnapshot, 'judgedMs' | 'lookedMs'>): EpochMs {
  return Math.max(judgedMs, lookedMs ?? judgedMs);
}

/** Whether all that a report asks for has been read: other screens of the function read a part of it. */
export function hasReadReport(
  { detail, detailToMs, caseReading }: Pick<FleetSnapshot, 'detail' | 'detailToMs' | 'caseReading'>,
  functionName: string,
): boolean {
  return detail?.functionName === functionName && detailToMs !== null && caseReading !== null;
}
