import { type EpochMs, MINUTE_MS, minuteOf } from '../../lambda/time.ts';
import { isSurvived } from '../../logs/failures/failure-log.ts';
import type { FailureEvidence } from '../../monitor/case/failure-probe.ts';
import { type FunctionMinute, total } from '../../triage/minute/function-minute.ts';

/** Fewer say too little of those that are not settled yet: what is new would be taken for survived. */
const FEWEST_MINUTES = 3;

/**
 * Where no line tells which calls an error ended, metrics tell how many failed at all: of an error that twice as many
 * calls log, most went on. So it is with messages of a batch that fail alone: no call fails by them.
 */
export function withMeasuredEnds(
  evidence: FailureEvidence,
  minutes: readonly FunctionMinute[],
): FailureEvidence {
  const groups = evidence.groups.map((group) => {
    if (group.endedCount !== null) return group;
    const failed = failedSince(Math.max(evidence.fromMs, minuteOf(group.firstMs)), evidence.toMs, minutes);
    return failed !== null && failed < group.count / 2 ? { ...group, endedCount: Math.round(failed) } : group;
  });
  return { ...evidence, groups: groups.toSorted((one, other) => rank(one) - rank(other)) };
}

/** About how many calls failed in that time, as its settled minutes have it on average; null where those are too few. */
function failedSince(fromMs: EpochMs, toMs: EpochMs, minutes: readonly FunctionMinute[]): number | null {
  const settled = minutes.filter(
    ({ minuteMs, errors }) => errors !== null && minuteMs >= fromMs && minuteMs + MINUTE_MS <= toMs,
  );
  if (settled.length < FEWEST_MINUTES) return null;
  return (total(settled, ({ errors }) => errors) / settled.length) * ((toMs - fromMs) / MINUTE_MS);
}

/** What ended calls comes first; else they stay as they were. */
function rank(group: FailureEvidence['groups'][number]): number {
  return Number(isSurvived(group));
}
