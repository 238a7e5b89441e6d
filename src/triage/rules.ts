import type { Assessment } from '../capacity/assessment.ts';
import { shareOfLimit } from '../capacity/assessment.ts';
import type { EpochMs } from '../lambda/time.ts';
import {
  attemptsOf,
  errorRateOf,
  type FunctionMinute,
  JUDGED_MINUTES,
  throttleRateOf,
} from './function-minute.ts';
import { median, runSince } from './onset.ts';
import type { Severity } from './severity.ts';
import type { Threshold, Thresholds } from './thresholds.ts';

export type RuleName =
  | 'throttles'
  | 'errors'
  | 'timeout'
  | 'use'
  | 'eta'
  | 'iteratorAge'
  | 'deadLetterErrors'
  | 'silence'
  | 'pool';

/** Why a function is not `ok`. */
export interface Reason {
  readonly rule: RuleName;
  readonly severity: Exclude<Severity, 'ok' | 'unknown'>;
  /** The value that broke the rule, in the rule's own unit: a share, milliseconds or a count. */
  readonly value: number;
  /** First minute of the unbroken run; null when it is over, began before the first minute known, or is no run. */
  readonly sinceMs: EpochMs | null;
}

export interface RuleFacts {
  /** Settled minutes, oldest first, without holes: five are judged, the hour before is what they are compared with. */
  readonly minutes: readonly FunctionMinute[];
  readonly timeoutMs: number;
  readonly assessment: Assessment;
  readonly thresholds: Thresholds;
}

const SILENT_MINUTES = 10;
const SILENCE_BASELINE_MINUTES = 60;
const MANY_CALLS_A_MINUTE = 10;
/** A share of the timeout that is all of it, but for rounding. */
const WHOLE_TIMEOUT = 0.999;

/** The rules that the function breaks, worst first. Rules look at the last five settled minutes. */
export function brokenRules(facts: RuleFacts): readonly Reason[] {
  const rules = [throttles, deadLetterErrors, errors, iteratorAge, use, eta, timeout, silence];
  const broken = rules.flatMap((rule) => rule(facts) ?? []);
  return broken.toSorted((a, b) => (a.severity === b.severity ? 0 : a.severity === 'crit' ? -1 : 1));
}

function throttles({ minutes, thresholds }: RuleFacts): Reason | null {
  const judged = minutes.slice(-JUDGED_MINUTES);
  const turnedAway = total(judged, (minute) => minute.throttles);
  if (turnedAway === 0) return null;
  const rate = turnedAway / (turnedAway + total(judged, (minute) => minute.invocations));
  if (rate < thresholds.throttles.warnAt) return null;
  const sinceMs = runSince(minutes, (minute) => {
    const minuteRate = throttleRateOf(minute);
    return minuteRate === null ? null : minuteRate > 0;
  });
  return {
    rule: 'throttles',
    severity: rate >= thresholds.throttles.critAt ? 'crit' : 'warn',
    value: rate,
    sinceMs,
  };
}

function errors({ minutes, thresholds }: RuleFacts): Reason | null {
  const judged = minutes.slice(-JUDGED_MINUTES);
  const failed = total(judged, (minute) => minute.errors);
  const served = total(judged, (minute) => minute.invocations);
  if (served === 0 || failed < thresholds.fewestErrors) return null;
  const severity = graded(failed / served, thresholds.errors);
  const sinceMs = runSince(minutes, (minute) => {
    const rate = errorRateOf(minute);
    return rate === null ? null : rate >= thresholds.errors.warnAt;
  });
  return severity && { rule: 'errors', severity, value: failed / served, sinceMs };
}

function timeout({ minutes, timeoutMs, thresholds }: RuleFacts): Reason | null {
  const longestMs = Math.max(...minutes.slice(-JUDGED_MINUTES).map((minute) => minute.durationMaxMs ?? 0));
  const share = longestMs / timeoutMs;
  const severity = graded(share, thresholds.timeout);
  return severity && { rule: 'timeout', severity, value: share, sinceMs: null };
}

function use({ assessment, thresholds }: RuleFacts): Reason | null {
  // The account pool belongs to nobody in particular: who fills it is told apart in `pool.ts`.
  if (assessment.limit.kind === 'unknown' || assessment.limit.kind === 'account') return null;
  const share = shareOfLimit(assessment.limit);
  const severity = share === null ? null : graded(share, thresholds.use);
  return severity && { rule: 'use', severity, value: share ?? 0, sinceMs: null };
}

function eta({ assessment, thresholds }: RuleFacts): Reason | null {
  if (assessment.eta === null || assessment.flag === 'throttling') return null;
  if (assessment.limit.kind === 'unknown' || assessment.limit.kind === 'account') return null;
  const severity = gradedSooner(assessment.eta.likelyMs, thresholds.etaMs);
  return severity && { rule: 'eta', severity, value: assessment.eta.likelyMs, sinceMs: null };
}

const FAR_BEHIND_MS = 10 * 60_000;

/** Growth matters more than size: a stream that has fallen behind and catches up is no incident. */
function iteratorAge({ minutes, thresholds }: RuleFacts): Reason | null {
  const ages = minutes.slice(-JUDGED_MINUTES).map((minute) => minute.iteratorAgeMs);
  // Batches that take minutes leave minutes without data: they hide no rise and are none.
  const known = ages.filter((age) => age !== null);
  const oldest = known[0];
  const newest = known.at(-1);
  if (oldest === undefined || newest === undefined || newest < thresholds.iteratorAgeMs) return null;
  // What catches up is no incident, but hours behind are one until they are made good.
  if (newest <= oldest && newest < FAR_BEHIND_MS) return null;
  const risesAllTheTime = known.slice(1).every((age, index) => age > (known[index] ?? age));
  const spansJudged = ages.length === JUDGED_MINUTES && ages[0] !== null && ages.at(-1) !== null;
  const sinceMs = runSince(minutes, (minute) =>
    minute.iteratorAgeMs === null ? null : minute.iteratorAgeMs >= thresholds.iteratorAgeMs,
  );
  const severity = risesAllTheTime && spansJudged ? 'crit' : 'warn';
  return { rule: 'iteratorAge', severity, value: newest, sinceMs };
}

function deadLetterErrors({ minutes }: RuleFacts): Reason | null {
  const judged = minutes.slice(-JUDGED_MINUTES);
  const lost = total(judged, (minute) => minute.deadLetterErrors);
  if (lost === 0) return null;
  const minutesWithLoss = judged.filter((minute) => (minute.deadLetterErrors ?? 0) > 0).length;
  return {
    rule: 'deadLetterErrors',
    severity: minutesWithLoss >= 3 ? 'crit' : 'warn',
    value: lost,
    sinceMs: null,
  };
}

/** Lambda publishes nothing of a minute without calls: no data is silence here, where the hour before had data. */
function silence({ minutes }: RuleFacts): Reason | null {
  const firstSilent = minutes.findLastIndex((minute) => (attemptsOf(minute) ?? 0) > 0) + 1;
  if (minutes.length - firstSilent < SILENT_MINUTES) return null;
  const before = minutes.slice(Math.max(0, firstSilent - SILENCE_BASELINE_MINUTES), firstSilent);
  if (before.length < SILENT_MINUTES) return null;
  // The median, not the mean: a batch that has done its work in five minutes of the hour is not missed.
  const usual = median(before.map(({ invocations }) => invocations ?? 0)) ?? 0;
  if (usual < MANY_CALLS_A_MINUTE) return null;
  return { rule: 'silence', severity: 'crit', value: usual, sinceMs: minutes[firstSilent]?.minuteMs ?? null };
}

/** Whether calls ran into the timeout, and did not merely come near. */
export function reachesTimeout(reasons: readonly Reason[]): boolean {
  return reasons.some(({ rule, value }) => rule === 'timeout' && value >= WHOLE_TIMEOUT);
}

function graded(value: number, { warnAt, critAt }: Threshold): Reason['severity'] | null {
  return value >= critAt ? 'crit' : value >= warnAt ? 'warn' : null;
}

export function gradedSooner(value: number, { warnAt, critAt }: Threshold): Reason['severity'] | null {
  return value <= critAt ? 'crit' : value <= warnAt ? 'warn' : null;
}

function total(minutes: readonly FunctionMinute[], count: (minute: FunctionMinute) => number | null): number {
  return minutes.reduce((sum, minute) => sum + (count(minute) ?? 0), 0);
}
