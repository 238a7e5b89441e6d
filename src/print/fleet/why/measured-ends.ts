import { MINUTE_MS, minuteOf } from '../../../lambda/time.ts';
import { countWithin, type FailureGroup, isSurvived } from '../../../logs/failures/failure-group.ts';
import type { FailureEvidence } from '../../../monitor/case/failure-probe.ts';
import { type FunctionMinute, total } from '../../../triage/minute/function-minute.ts';

/** With fewer settled minutes, new failures would be taken for survived ones. */
const FEWEST_MINUTES = 3;
/** With fewer calls that log it, chance alone may make half of them survivors. */
const FEWEST_CALLS = 5;

/**
 * Where no line tells which calls an error ended, metrics tell how many failed: if twice as many calls log an error,
 * most survived it. Partial batch failures are like that: they fail no call.
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
 * The greatest share of calls with the error that may have failed by it, in the settled minutes since it began; null
 * with too few. Both are counted over the same minutes: a trickle followed by an unsettled burst would otherwise be
 * compared with minutes of hardly any failures.
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
  // CloudWatch counts a call in the minute in which it began, perhaps the one before its error.
  const before = minutes.findLast(({ minuteMs }) => minuteMs < first);
  return (total(settled, ({ errors }) => errors) + (before?.errors ?? 0)) / counted;
}

/** Errors that ended calls first; otherwise the order is kept. */
function rank(group: FailureEvidence['groups'][number]): number {
  return Number(isSurvived(group));
}
