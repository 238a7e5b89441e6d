import type { EpochMs } from '../../../lambda/time.ts';
import type { FailureGroup } from '../../../logs/failures/failure-log.ts';
import type { CaseFile } from './case-file.ts';

/** What a part of the failures in the log tells. */
export interface FailureShare {
  /** Of the invocations that failed, 0 to 1. */
  readonly share: number;
  readonly count: number;
  /** The commonest of those that are meant. */
  readonly group: FailureGroup;
  /** From where on the log was read. */
  readonly fromMs: EpochMs;
}

/** Null where the log tells of no such failure, or of none. An error that most calls survived counts as far as it ended them. */
export function shareOfFailures(
  { log }: CaseFile,
  isMeant: (group: FailureGroup) => boolean,
): FailureShare | null {
  if (log === null) return null;
  const meant = log.groups.filter(isMeant);
  const [group] = meant;
  const total = log.groups.reduce((sum, each) => sum + endedBy(each), 0);
  if (group === undefined || total === 0) return null;
  const count = meant.reduce((sum, each) => sum + endedBy(each), 0);
  return { share: Math.min(1, count / total), count, group, fromMs: log.fromMs };
}

/** How many invocations it may have ended: where nothing tells whether it did, all that tell it. */
export function endedBy({ count, endedCount }: FailureGroup): number {
  return endedCount ?? count;
}
