import { MINUTE_MS } from '../../lambda/time.ts';
import { isSurvived } from '../../logs/failures/failure-log.ts';
import type { FailureEvidence } from '../../monitor/case/failure-probe.ts';
import { type FunctionMinute, total } from '../../triage/minute/function-minute.ts';

/**
 * Where no line tells which calls an error ended, metrics tell how many failed at all: of an error that twice as many
 * calls log, most went on. So it is with messages of a batch that fail alone: no call fails by them.
 */
export function withMeasuredEnds(
  evidence: FailureEvidence,
  minutes: readonly FunctionMinute[],
): FailureEvidence {
  const { fromMs, toMs } = evidence;
  const read = minutes.filter(
    ({ minuteMs, errors }) => errors !== null && minuteMs >= fromMs && minuteMs + MINUTE_MS <= toMs,
  );
  if (read.length === 0) return evidence;
  const failed = (total(read, ({ errors }) => errors) / read.length) * ((toMs - fromMs) / MINUTE_MS);
  const groups = evidence.groups.map((group) =>
    group.endedCount === null && failed < group.count / 2
      ? { ...group, endedCount: Math.round(failed) }
      : group,
  );
  return { ...evidence, groups: groups.toSorted((one, other) => rank(one) - rank(other)) };
}

/** What ended calls comes first; else they stay as they were. */
function rank(group: FailureEvidence['groups'][number]): number {
  return Number(isSurvived(group));
}
