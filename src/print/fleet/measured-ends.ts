import { MINUTE_MS, minuteOf } from '../../lambda/time.ts';
import { countWithin, type FailureGroup, isSurvived } from '../../logs/failures/failure-log.ts';
import type { FailureEvidence } from '../../monitor/case/failure-probe.ts';
import { type FunctionMinute, total } from '../../triage/minute/function-minute.ts';

/** Fewer say too little of those that are not settled yet: what is new would be taken for survived. */
const FEWEST_MINUTES = 3;
/** Of fewer calls that log it, chance alone may make half of them what nobody counts as failed. */
const FEWEST_CALLS = 5;

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
    const share = mostEnded(group, evidence, minutes);
    return share !== null && share < 0.5 ? { ...group, endedCount: Math.round(share * group.count) } : group;
  });
  return { ...evidence, groups: groups.toSorted((one, other) => rank(one) - rank(other)) };
}

/**
 * Which part of the calls that log it may have failed by it, at most, in the settled minutes since it began; null where
 * those are too few. Both are counted in the same minutes: what trickles at first and then comes in a burst that has not
 * settled would else be held against minutes in which hardly any call failed.
 */
function mostEnded(
  group: FailureGroup,
  { fromMs, toMs }: FailureEvidence,
  minutes: readonly FunctionMinute[],
): number | null {
  const startMs = Math.max(fromMs, minuteOf(group.firstMs));
  const settled = minutes.filter(
    ({ minuteMs, errors }) => errors !== null && minuteMs >= startMs && minuteMs + MINUTE_MS <= toMs,
  );
  const first = settled[0]?.minuteMs;
  const last = settled.at(-1)?.minuteMs;
  if (first === undefined || last === undefined || settled.length < FEWEST_MINUTES) return null;
  const counted = countWithin(group, first, last + MINUTE_MS);
  if (counted < FEWEST_CALLS) return null;
  // CloudWatch counts a call in the minute in which it began, which may be the one before its error was written.
  const before = minutes.findLast(({ minuteMs }) => minuteMs < first);
  return (total(settled, ({ errors }) => errors) + (before?.errors ?? 0)) / counted;
}

/** What ended calls comes first; else they stay as they were. */
function rank(group: FailureEvidence['groups'][number]): number {
  return Number(isSurvived(group));
}
