import type { EpochMs } from '../../lambda/time.ts';
import type { FleetSnapshot } from '../../monitor/fleet/fleet-snapshot.ts';

/** The date of the newest facts in a report: logs are read after the fleet was judged. */
export function knownMsOf({ judgedMs, lookedMs }: Pick<FleetSnapshot, 'judgedMs' | 'lookedMs'>): EpochMs {
  return Math.max(judgedMs, lookedMs ?? judgedMs);
}

type Looked = Pick<FleetSnapshot, 'detail' | 'detailToMs' | 'caseReading' | 'awaitedLogs' | 'functions'>;

/** Whether everything that a report needs has been read: other screens of the function read only part of it. */
export function hasReadReport(
  { detail, detailToMs, caseReading, awaitedLogs, functions }: Looked,
  functionName: string,
): boolean {
  if (detail?.functionName !== functionName || caseReading === null) return false;
  if (detailToMs !== null) return true;
  // A look at a function without calls ends at no minute.
  const hasMinute = functions.some(({ name, minuteMs }) => name === functionName && minuteMs !== null);
  return !hasMinute && detail.isRead && !awaitedLogs.has(functionName);
}
