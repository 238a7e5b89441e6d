import { assess } from '../../capacity/assess.ts';
import { type Assessment, timeLeft } from '../../capacity/assessment.ts';
import { meanConcurrency } from '../../capacity/estimate.ts';
import type { Known, PoolMinute } from '../../capacity/evidence.ts';
import type { InFlight } from '../../capacity/in-flight.ts';
import type { FunctionConfiguration } from '../../lambda/function.ts';
import { type EpochMs, MINUTE_MS } from '../../lambda/time.ts';
import { lossRank } from '../../triage/cause/urgency.ts';
import { durationRise } from '../../triage/change/duration-rise.ts';
import {
  attemptsOf,
  averageDurationOf,
  errorRateOf,
  type FunctionMinute,
  lostEventsOf,
  lostPerMinute,
  throttleRateOf,
  total,
} from '../../triage/minute/function-minute.ts';
import { type ChronicFailures, withChronic } from '../../triage/rules/chronic-failures.ts';
import { brokenRules, TIMEOUT_MINUTES } from '../../triage/rules/rules.ts';
import { steadyOf } from '../../triage/rules/steady.ts';
import { type UnjudgedRule, unjudgedRules } from '../../triage/rules/unjudged.ts';
import { type Severity, worse } from '../../triage/severity.ts';
import type { Thresholds } from '../../triage/thresholds.ts';
import type { Reading } from '../reading.ts';
import type { EventSourceStatus } from './catalogue.ts';
import type { FunctionLimits, FunctionReading, FunctionStatus } from './function-status.ts';
import { growthPerMinute } from './growth.ts';
import { lagOf } from './lag.ts';
import type { RedriveStatus } from './redrive.ts';

/** What a function is judged by. */
export interface StatusFacts {
  readonly configuration: FunctionConfiguration;
  readonly limits: FunctionLimits;
  readonly hasStreamSource: boolean | null;
  readonly eventSources: Known<readonly EventSourceStatus[]>;
  readonly reading: FunctionReading;
  readonly minutes: readonly FunctionMinute[];
  /** When CloudWatch answered; null where all has settled long ago. */
  readonly readMs: EpochMs | null;
  /** To the second; null where nobody follows its log. */
  readonly inFlight: InFlight | null;
  /** Age of the oldest message in the queues that call it; null where none does. */
  readonly queueAgeMs: Reading | null;
  readonly redrives: readonly RedriveStatus[];
  readonly pool: readonly PoolMinute[];
  readonly thresholds: Thresholds;
  /** How it failed all week; null where it did not, or nobody knows. */
  readonly chronic: ChronicFailures | null;
  readonly nowMs: EpochMs;
  /** What was said of the function before: when that began which still lasts. Null when it is new. */
  readonly before: FunctionStatus | null;
}

const RECENT_MINUTES = 15;
const LOSS_MINUTES = 5;
const GROWTH_MINUTES = 10;
/** Few errors come in five minutes and then none do: of an hour they are told from none. */
const FAILING_MINUTES = 60;
/** Enough minutes for the flag's memory and the longest trend. */
const ASSESSED_MINUTES = 30;

/** The function as these facts show it. Pure. */
export function statusOf(facts: StatusFacts): FunctionStatus {
  const { configuration, minutes } = facts;
  const thresholds = withChronic(facts.thresholds, facts.chronic);
  const newest = minutes.at(-1);
  const activity = activityOf(facts);
  const before = continuedBy(facts);
  const assessment = assessmentNow(facts);
  const reasons =
    activity === 'active' || wasActive(minutes)
      ? brokenRules({
          minutes,
          timeoutMs: configuration.timeoutMs,
          assessment,
          thresholds,
          carried: before?.reasons ?? [],
        })
      : [];
  const isRead = isJudged(facts, activity);
  const notJudged =
    activity === 'active'
      ? [...unjudgedRules(facts.reading.denied, assessment.limit), ...unjudgedRedrive(facts)]
      : [];
  const mayBeOk = isRead && notJudged.length === 0;
  const reading = readingsOf(facts);
  const iteratorAgeMs =
    facts.hasStreamSource === false ? 'notApplicable' : reading('IteratorAge Maximum', newest?.iteratorAgeMs);
  const isAsynchronous = minutes.some(({ asyncEventAgeMs }) => asyncEventAgeMs !== null);

  return {
    name: configuration.name,
    configuration,
    severity: reasons.reduce<Severity>(
      (severity, reason) => worse(severity, reason.severity),
      mayBeOk ? 'ok' : 'unknown',
    ),
    activity,
    reasons,
    steady: steadyOf({ reasons, minutes }),
    chronic:
      failsAsAllWeek(facts, thresholds) && !reasons.some(({ rule }) => rule === 'errors')
        ? facts.chronic
        : null,
    notJudged,
    isRead,
    minuteMs: newest?.minuteMs ?? null,
    requestsPerSecond: reading(
      'Invocations Sum',
      newest?.invocations == null ? null : newest.invocations / 60,
    ),
    attempts: reading(['Invocations Sum', 'Throttles Sum'], newest && attemptsOf(newest)),
    invocations: reading('Invocations Sum', newest?.invocations),
    throttles: reading('Throttles Sum', newest?.throttles),
    errors: reading('Errors Sum', newest?.errors),
    errorRate: reading('Errors Sum', newest && errorRateOf(newest)),
    throttleRate: reading('Throttles Sum', newest && throttleRateOf(newest)),
    durationAverageMs: reading('Duration Sum', newest && averageDurationOf(newest)),
    durationP95Ms: reading('Duration p95', newest?.durationP95Ms),
    durationMaxMs: reading('Duration Maximum', newest?.durationMaxMs),
    timeoutShare: reading('Duration Maximum', longestShare(minutes, configuration.timeoutMs)),
    busy: reading('Duration Sum', assessment.level),
    observedMax: reading('ConcurrentExecutions Maximum', newest?.observedMax),
    iteratorAgeMs,
    lag: lagOf({
      ...facts,
      iteratorAgeMs,
      isAsynchronous,
      asyncEventAgeMs: reading('AsyncEventAge Maximum', newest?.asyncEventAgeMs),
    }),
    iteratorAgeGrowthMs: growthPerMinute(minutes.slice(-LOSS_MINUTES).map((minute) => minute.iteratorAgeMs)),
    lostEvents:
      configuration.deadLetterTarget === null && !isAsynchronous
        ? 'notApplicable'
        : reading('DeadLetterErrors Sum', lostEvents(minutes)),
    assessment,
    limits: facts.limits,
    lossRank: lossRank(lostPerMinute(minutes), before?.lossRank ?? null),
    growthPerMinute: growthPerMinute(
      minutes.slice(-GROWTH_MINUTES).map((minute) => meanConcurrency({ ...minute })),
    ),
    durationRise: durationRise(minutes, before?.durationRise ?? null),
    hasEventSource: facts.eventSources.known ? facts.eventSources.value.length > 0 : null,
    eventSources: facts.eventSources,
    redrives: facts.redrives,
    thresholds,
    minutes,
  };
}

/** The time to the limit as it is now: the minute that it was foreseen in is minutes old. */
function assessmentNow(facts: StatusFacts): Assessment {
  const { minutes, readMs, limits, pool, inFlight, before, nowMs } = facts;
  const assessment = assess({
    minutes: minutes.slice(-ASSESSED_MINUTES),
    readMs,
    limits,
    pool: pool.slice(-ASSESSED_MINUTES),
    inFlight,
    memory: before?.assessment.memory ?? null,
  });
  const foreseenMs =
    assessment.judgedBy === 'inFlight' ? assessment.parts[0]?.asOfMs : minutes.at(-1)?.minuteMs;
  if (assessment.eta === null || foreseenMs === undefined) return assessment;
  return { ...assessment, eta: timeLeft(assessment.eta, nowMs - foreseenMs) };
}

/** What was said before, where the minutes now known go on from there: over a hole nobody knows what lasted. */
function continuedBy({ before, minutes }: StatusFacts): FunctionStatus | null {
  const firstMs = minutes[0]?.minuteMs;
  const isContinued =
    before !== null &&
    before.minuteMs !== null &&
    firstMs !== undefined &&
    before.minuteMs >= firstMs - MINUTE_MS;
  return isContinued ? before : null;
}

/** Only an answer without calls, or a list without the name, makes a function idle: silence of CloudWatch does not. */
function activityOf({ reading, minutes }: StatusFacts): FunctionStatus['activity'] {
  if (reading.hasUnsettledCalls || minutes.slice(-RECENT_MINUTES).some(isCalled)) return 'active';
  if (reading.isListed === false) return 'idle';
  return reading.state === 'read' ? 'idle' : 'active';
}

function isJudged({ reading, minutes }: StatusFacts, activity: FunctionStatus['activity']): boolean {
  if (activity === 'idle') return true;
  return reading.state === 'read' && minutes.some(isCalled);
}

function readingsOf({ reading, minutes }: StatusFacts) {
  const absent = reading.hasUnsettledCalls && !minutes.some(isCalled) ? 'unsettled' : 'missing';
  return (series: string | readonly string[], value: number | null | undefined): Reading =>
    value ?? ([series].flat().some((each) => reading.denied.has(each)) ? 'denied' : absent);
}

function isCalled(minute: FunctionMinute): boolean {
  return (attemptsOf(minute) ?? 0) > 0;
}

/** Whether messages fail for good is not known where their redrive queue is not, or may not be counted. */
function unjudgedRedrive({ eventSources, redrives }: StatusFacts): readonly UnjudgedRule[] {
  const queues = eventSources.known ? eventSources.value.flatMap(({ queue }) => queue ?? []) : [];
  const reasons = queues.flatMap((queue) => (queue.known ? [] : queue.because));
  const isDenied = reasons.includes('denied') || redrives.some(({ depth }) => depth === 'denied');
  if (!isDenied && reasons.length === 0) return [];
  return [{ rule: 'redrive', because: isDenied ? 'denied' : 'unread' }];
}

function lostEvents(minutes: readonly FunctionMinute[]): number | null {
  const counts = minutes.slice(-LOSS_MINUTES).flatMap((minute) => lostEventsOf(minute) ?? []);
  return counts.length === 0 ? null : counts.reduce((sum, count) => sum + count, 0);
}

/** Null where no call of these minutes has told how long it took. */
function longestShare(minutes: readonly FunctionMinute[], timeoutMs: number): number | null {
  const known = minutes.slice(-TIMEOUT_MINUTES).flatMap(({ durationMaxMs }) => durationMaxMs ?? []);
  return known.length === 0 ? null : Math.max(...known) / timeoutMs;
}

/**
 * Whether calls fail so often of late that it would be a finding of another function, and is none of this one. An outage
 * that has just ended counts here in full, though rules do not see it any more.
 */
function failsAsAllWeek({ minutes, thresholds }: StatusFacts, raised: Thresholds): boolean {
  const recent = minutes.slice(-FAILING_MINUTES);
  const failed = total(recent, ({ errors }) => errors);
  const rate = failed / total(recent, ({ invocations }) => invocations);
  return failed > 0 && rate >= thresholds.errors.warnAt && rate < raised.errors.warnAt;
}

/** Something that ran within the hour and has gone silent must still be judged. */
function wasActive(minutes: readonly FunctionMinute[]): boolean {
  return minutes.slice(-70).some(isCalled);
}
