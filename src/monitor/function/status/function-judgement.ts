import { type Assessment, timeLeft } from '../../../capacity/assessment.ts';
import { type KnownLimits, UNREAD } from '../../../capacity/evidence.ts';
import { assess } from '../../../capacity/judging/assess.ts';
import { meanConcurrency } from '../../../capacity/minute/estimate.ts';
import { MINUTE_MS } from '../../../lambda/time.ts';
import { ageGrowthOf } from '../../../triage/cause/stream-suspicion.ts';
import { lossRank } from '../../../triage/cause/urgency.ts';
import { durationRise } from '../../../triage/change/duration-rise.ts';
import {
  type FunctionMinute,
  JUDGED_MINUTES,
  lostPerMinute,
  total,
} from '../../../triage/minute/function-minute.ts';
import { losesRecordsSoon } from '../../../triage/report/impact/stream-loss.ts';
import {
  type ChronicFailures,
  hasFailed,
  mostByChance,
  withChronic,
} from '../../../triage/rules/chronic-failures.ts';
import type { Reason } from '../../../triage/rules/reason.ts';
import { brokenRules } from '../../../triage/rules/rules.ts';
import { steadyOf } from '../../../triage/rules/steady.ts';
import { type UnjudgedRule, unjudgedRules } from '../../../triage/rules/unjudged.ts';
import { type Severity, worse } from '../../../triage/severity.ts';
import type { Thresholds } from '../../../triage/thresholds.ts';
import { callingSources } from '../event-source/calling-sources.ts';
import { switchedOffSources } from '../event-source/switched-off.ts';
import { growthPerMinute } from '../growth.ts';
import type { FunctionStatus } from './function-status.ts';
import { measured } from './newest-minute.ts';
import { isCalled, type StatusFacts } from './status-facts.ts';

const RECENT_MINUTES = 15;
const GROWTH_MINUTES = 10;
/** Five minutes may have a few errors and the next five none; an hour shows whether the function fails at all. */
const FAILING_MINUTES = 60;
/**
 * Factor above the finding threshold: an hour has many moments, and one of them exceeds the plain threshold by chance.
 */
const OUTAGE_FROM = 1.2;
/** Enough minutes for the flag's memory and the longest trend. */
const ASSESSED_MINUTES = 30;

/** The function as these facts show it. Pure. */
export function statusOf(facts: StatusFacts): FunctionStatus {
  const { configuration, minutes, eventSources } = facts;
  const before = continuedBy(facts);
  const assessment = assessmentNow(facts);
  const judgement = judged(facts, assessment, before);
  const measures = measured(facts, assessment);
  const iteratorAgeGrowthMs = ageGrowthOf({ ...judgement, ...measures, minutes, assessment });
  const sources = eventSources.known ? callingSources(eventSources.value) : [];
  return {
    name: configuration.name,
    configuration,
    ...judgement,
    ...measures,
    iteratorAgeGrowthMs,
    minuteMs: minutes.at(-1)?.minuteMs ?? null,
    assessment,
    limits: facts.limits,
    provisioned: null,
    lossRank: lossRank(lostPerMinute(minutes), before?.lossRank ?? null),
    growthPerMinute: growthPerMinute(
      minutes.slice(-GROWTH_MINUTES).map((minute) => meanConcurrency({ ...minute })),
    ),
    durationRise: durationRise(minutes, before?.durationRise ?? null),
    hasEventSource: eventSources.known ? eventSources.value.length > 0 : null,
    eventSources,
    switchedOffSources: eventSources.known ? switchedOffSources(eventSources.value, facts.nowMs) : [],
    losesRecordsSoon: losesRecordsSoon(sources, judgement.reasons, iteratorAgeGrowthMs),
    redrives: facts.redrives,
    weekOnset: facts.weekOnset,
    minutes,
  };
}

type Judged =
  | 'severity'
  | 'activity'
  | 'reasons'
  | 'steady'
  | 'chronic'
  | 'notJudged'
  | 'isRead'
  | 'thresholds';

/** The rules' findings, and the rules that could not be applied. */
function judged(
  facts: StatusFacts,
  assessment: Assessment,
  before: FunctionStatus | null,
): Pick<FunctionStatus, Judged> {
  const { minutes, chronic } = facts;
  const thresholds = withChronic(facts.thresholds, chronic);
  const activity = activityOf(facts);
  const { timeoutMs } = facts.configuration;
  const carried = before?.reasons ?? [];
  const broken =
    activity === 'active' || wasActive(minutes)
      ? brokenRules({ minutes, timeoutMs, assessment, thresholds, carried })
      : [];
  const reasons = broken.filter((reason) => !awaitsWeek(reason, facts));
  const isRead = isJudged(facts, activity);
  const notJudged =
    activity === 'active'
      ? eachOnce([
          ...unjudgedRules(facts.reading, isManaged(facts) ? null : assessment.limit),
          ...broken.filter((each) => !reasons.includes(each)).map(unreadRule),
          ...(facts.configuration.isUnlisted ? UNJUDGED_BY_NAME : []),
          ...unjudgedRedrive(facts),
        ])
      : [];
  const leastSeverity = isRead && notJudged.length === 0 ? 'ok' : 'unknown';
  const failsAsUsual = failsAsAllWeek(facts, thresholds) && !reasons.some(({ rule }) => rule === 'errors');
  return {
    severity: reasons.reduce<Severity>((severity, reason) => worse(severity, reason.severity), leastSeverity),
    activity,
    reasons,
    steady: steadyOf({ reasons, minutes }),
    chronic: failsAsUsual ? chronic : null,
    notJudged,
    isRead,
    thresholds,
  };
}

/** Errors without a visible onset may be as frequent as all week: until that is known, they are no finding. */
function awaitsWeek({ rule, severity, sinceMs }: Reason, facts: StatusFacts): boolean {
  const mayBeChronic = rule === 'errors' && severity === 'warn' && sinceMs === null;
  return mayBeChronic && facts.isWeekAwaited === true && hasFailed(facts.minutes, facts.thresholds);
}

function unreadRule({ rule }: Reason): UnjudgedRule {
  return { rule, because: 'unread' };
}

/** A rule may lack several things: the first is why. */
function eachOnce(unjudged: readonly UnjudgedRule[]): readonly UnjudgedRule[] {
  const rules = unjudged.map(({ rule }) => rule);
  return unjudged.filter(({ rule }, index) => rules.indexOf(rule) === index);
}

/** These need the function's configuration. */
const UNJUDGED_BY_NAME: readonly UnjudgedRule[] = [
  { rule: 'timeout', because: 'unread' },
  { rule: 'deadLetterErrors', because: 'unread' },
];

/** Managed instances use none of the account's concurrency, and have no limit that lmon models. */
function isManaged({ configuration }: StatusFacts): boolean {
  return configuration.capacityProvider !== undefined;
}

const NO_LIMITS: KnownLimits = { reserved: UNREAD, unreserved: UNREAD, streamWorkers: null };

/** The time to the limit from now: the forecast dates from a minute that is minutes old. */
function assessmentNow(facts: StatusFacts): Assessment {
  const { minutes, readMs, limits, pool, inFlight, before, nowMs } = facts;
  const assessment = assess({
    minutes: minutes.slice(-ASSESSED_MINUTES),
    readMs,
    limits: isManaged(facts) ? NO_LIMITS : limits,
    pool: pool.slice(-ASSESSED_MINUTES),
    inFlight,
    memory: before?.assessment.memory ?? null,
  });
  const foreseenMs =
    assessment.judgedBy === 'inFlight' ? assessment.parts[0]?.asOfMs : minutes.at(-1)?.minuteMs;
  const limit = limitNow(assessment, facts);
  if (assessment.eta === null || foreseenMs === undefined) return { ...assessment, limit };
  return { ...assessment, limit, eta: timeLeft(assessment.eta, Math.max(0, nowMs - foreseenMs)) };
}

function limitNow({ limit }: Assessment, { areLimitsAwaited }: StatusFacts): Assessment['limit'] {
  return areLimitsAwaited === true && limit.kind === 'unknown' && limit.because === 'unread'
    ? { ...limit, answer: 'awaited' }
    : limit;
}

/** The previous judgement, if the known minutes follow on from it: across a hole, what lasted is unknown. */
function continuedBy({ before, minutes }: StatusFacts): FunctionStatus | null {
  const firstMs = minutes[0]?.minuteMs;
  const isContinued =
    before !== null &&
    before.minuteMs !== null &&
    firstMs !== undefined &&
    before.minuteMs >= firstMs - MINUTE_MS;
  return isContinued ? before : null;
}

/** Only an answer without calls, or a list without the name, makes a function idle; missing data does not. */
function activityOf({ reading, minutes }: StatusFacts): FunctionStatus['activity'] {
  if (reading.hasUnsettledCalls || minutes.slice(-RECENT_MINUTES).some(isCalled)) return 'active';
  if (reading.isListed === false) return 'idle';
  return reading.state === 'read' ? 'idle' : 'active';
}

function isJudged({ reading, minutes }: StatusFacts, activity: FunctionStatus['activity']): boolean {
  if (activity === 'idle') return true;
  return reading.state === 'read' && minutes.some(isCalled);
}

/** Failed messages can't be judged where the redrive queue is unknown, or its depth may not be read. */
function unjudgedRedrive({ eventSources, redrives }: StatusFacts): readonly UnjudgedRule[] {
  const queues = eventSources.known ? eventSources.value.flatMap(({ queue }) => queue ?? []) : [];
  const reasons = queues.flatMap((queue) => (queue.known ? [] : queue.because));
  const isDenied = reasons.includes('denied') || redrives.some(({ depth }) => depth === 'denied');
  if (!isDenied && reasons.length === 0) return [];
  return [{ rule: 'redrive', because: isDenied ? 'denied' : 'unread' }];
}

/**
 * Whether the recent failure rate would be a finding for another function, but is usual for this one. An outage that
 * has just ended counts in full, though rules no longer see it.
 */
function failsAsAllWeek({ minutes, thresholds, chronic }: StatusFacts, raised: Thresholds): boolean {
  if (chronic === null) return false;
  const recent = minutes.slice(-FAILING_MINUTES);
  const rate = failureRate(recent);
  const mostUsual = raised.errors.warnAt;
  if (rate === 0 || rate < thresholds.errors.warnAt || rate >= mostUsual) return false;
  // A short outage hardly shows in an hour's rate, so each moment is checked.
  const moments = recent.slice(0, Math.max(1, recent.length - JUDGED_MINUTES + 1));
  return !moments.some((_, from) => {
    const moment = recent.slice(from, from + JUDGED_MINUTES);
    return isOutage(moment, chronic, raised);
  });
}

/** At night a moment has few calls, and its failure rate varies more by chance than a whole hour's. */
function isOutage(
  moment: readonly FunctionMinute[],
  { rate }: ChronicFailures,
  { errors, fewestErrors }: Thresholds,
): boolean {
  if (total(moment, (minute) => minute.errors) < fewestErrors) return false;
  const calls = total(moment, ({ invocations }) => invocations);
  return failureRate(moment) >= OUTAGE_FROM * Math.max(errors.warnAt, mostByChance(rate, calls));
}

function failureRate(minutes: readonly FunctionMinute[]): number {
  const calls = total(minutes, ({ invocations }) => invocations);
  return calls === 0 ? 0 : total(minutes, ({ errors }) => errors) / calls;
}

/** A function that ran within the hour and fell silent must still be judged. */
function wasActive(minutes: readonly FunctionMinute[]): boolean {
  return minutes.slice(-70).some(isCalled);
}
