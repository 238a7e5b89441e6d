import type { EpochMs } from '../../lambda/time.ts';
import type { FleetSnapshot } from '../../monitor/fleet/fleet-snapshot.ts';

/** The date of the newest facts in a report: logs are read after the fleet was judged. */
export function knownMsOf({ judgedMs, lookedMs }: Pick<FleetSnapshot, 'judgedMs' | 'lookedMs'>): EpochMs {
  return Math.max(judgedMs, lookedMs ?? judgedMs);
}

/** Whether everything that a report needs has been read: other screens of the function read only part of it. */
export function hasReadReport(
  { detail, detailToMs, caseReading }: Pick<FleetSnapshot, 'detail' | 'detailToMs' | 'caseReading'>,
  functionName: string,
): boolean {
  return detail?.functionName === functionName && detailToMs !== null && caseReading !== null;
}
