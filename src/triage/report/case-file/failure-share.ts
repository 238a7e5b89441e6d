import type { EpochMs } from '../../../lambda/time.ts';
import type { FailureGroup } from '../../../logs/failures/failure-group.ts';
import type { CaseFile } from './case-file.ts';

/** A group of failures as a share of all failures in the log. */
export interface FailureShare {
  /** Of the invocations that failed, 0 to 1. */
  readonly share: number;
  readonly count: number;
  /** The most frequent of the selected groups. */
  readonly group: FailureGroup;
  /** The start of the span that was read. */
  readonly fromMs: EpochMs;
}

/**
 * Null where the log has no such failure, or none at all. Errors that most calls survived count only where they ended
 * one.
 */
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

/** How many invocations it may have ended: where ends are unknown, all that have it. */
export function endedBy({ count, endedCount }: FailureGroup): number {
  return endedCount ?? count;
}
