import { assess } from '../../capacity/assess.ts';
import { type Assessment, type LimitKind, timeLeft } from '../../capacity/assessment.ts';
import { meanConcurrency } from '../../capacity/estimate.ts';
import type { Known, PoolMinute } from '../../capacity/evidence.ts';
import type { InFlight } from '../../capacity/in-flight.ts';
import { requestsPerSecond } from '../../capacity/request-rate.ts';
import type { FunctionConfiguration } from '../../lambda/function.ts';
import { type EpochMs, MINUTE_MS } from '../../lambda/time.ts';
import type { RawText } from '../../terminal/text.ts';
import { lossRank } from '../../triage/cause/urgency.ts';
import { type DurationRise, durationRise } from '../../triage/change/duration-rise.ts';
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
import { brokenRules, type Reason, TIMEOUT_MINUTES } from '../../triage/rules/rules.ts';
import { type Steady, steadyOf } from '../../triage/rules/steady.ts';
import { type UnjudgedRule, unjudgedRules } from '../../triage/rules/unjudged.ts';
import { type Severity, worse } from '../../triage/severity.ts';
import type { Thresholds } from '../../triage/thresholds.ts';
import type { Dated } from '../known-answer.ts';
import type { Reading } from '../reading.ts';
import type { EventSourceStatus } from './catalogue.ts';
import { growthPerMinute } from './growth.ts';
import { type Lag, lagOf } from './lag.ts';
import type { RedriveStatus } from './redrive.ts';

/** A function as the fleet shows it: the numbers of its last settled minute, judged. */
export interface FunctionStatus {
  readonly name: RawText;
  readonly configuration: FunctionConfiguration;
  readonly severity: Severity;
  readonly activity: 'active' | 'idle';
  /** Worst first. */
  readonly reasons: readonly Reason[];
  /** What fails alike in all of the time that is known; null where it began in it, or other rules are broken too. */
  readonly steady: Steady | null;
  /** How it fails as it did all week, which breaks no rule; null where it does not. */
  readonly chronic: ChronicFailures | null;
  /** What could not be judged, or not yet: then the function is not called `ok`. */
  readonly notJudged: readonly UnjudgedRule[];
  /** Whether its newest settled minute has been read; false too where none of its calls has settled. */
  readonly isRead: boolean;
  /** The last settled minute; null before the first answer. */
  readonly minuteMs: EpochMs | null;
  readonly requestsPerSecond: Reading;
  /** Counts of the minute. */
  readonly attempts: Reading;
  readonly invocations: Reading;
  readonly throttles: Reading;
  readonly errors: Reading;
  readonly errorRate: Reading;
  readonly throttleRate: Reading;
  readonly durationAverageMs: Reading;
  readonly durationP95Ms: Reading;
  readonly durationMaxMs: Reading;
  /** Longest duration over the timeout, of the minutes in which its rule looks for it: what is coloured is what was judged. */
  readonly timeoutShare: Reading;
  /** Environments busy on average: the assessment's level, or why there is none. */
  readonly busy: Reading;
  readonly observedMax: Reading;
  readonly iteratorAgeMs: Reading;
  /** What waits for it, and how long; null where nothing ever does. */
  readonly lag: Lag | null;
  /** Milliseconds of age gained a minute, over the last five settled minutes. */
  readonly iteratorAgeGrowthMs: number | null;
  /** Events that are gone, of the last five settled minutes. */
  readonly lostEvents: Reading;
  /** Its time to the limit counts from when the function was judged, not from the settled minute. */
  readonly assessment: Assessment;
  readonly limits: FunctionLimits;
  /** By what callers lose, in steps: what orders functions of one severity. */
  readonly lossRank: number;
  /** Environments that the function gained a minute on average, over the last ten settled minutes. */
  readonly growthPerMinute: number | null;
  readonly durationRise: DurationRise | null;
  /** Whether a stream or queue calls it; null where lmon may not see event source mappings. */
  readonly hasEventSource: boolean | null;
  readonly eventSources: Known<readonly EventSourceStatus[]>;
  /** The redrive queues of the queues that call it. */
  readonly redrives: readonly RedriveStatus[];
  /** By which it was judged. */
  readonly thresholds: Thresholds;
  /** Settled minutes of the last three hours, oldest first. */
  readonly minutes: readonly FunctionMinute[];
}

/** `KnownLimits` of capacity, each with when AWS said so. */
export interface FunctionLimits {
  readonly reserved: Dated<number | null>;
  readonly unreserved: Dated<number>;
  readonly streamWorkers: Dated<number> | null;
  readonly queueCalls?: Dated<number> | null;
}

/** What came of asking CloudWatch about the function. */
export interface FunctionReading {
  /** `never`: no answer yet. `overdue`: others have been read since, so that what was read is old. */
  readonly state: 'read' | 'overdue' | 'never';
  /** Whether ListMetrics names it among those that were called of late; null where it does not answer. */
  readonly isListed: boolean | null;
  /** Whether it was called in minutes that may still change. */
  readonly hasUnsettledCalls: boolean;
  /** The series that lmon may not read, such as `Duration p95`. */
  readonly denied: ReadonlySet<string>;
}

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
    chronic: isFailing(facts) && !reasons.some(({ rule }) => rule === 'errors') ? facts.chronic : null,
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
    growthPerMinute: growthPerMinute(minutes.slice(-GROWTH_MINUTES).map(concurrencyOf)),
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

/** Use of the limit that binds over the newest `count` settled minutes, 1 = all of it; null without data. */
export function limitShareHistory(
  status: FunctionStatus,
  pool: readonly PoolMinute[],
  count: number,
): readonly (number | null)[] {
  const { limit } = status.assessment;
  const minutes = status.minutes.slice(-count);
  if (limit.kind === 'unknown' || limit.value === 0) return minutes.map(() => null);
  const pooled = new Map(pool.map(({ minuteMs, unreservedInUse }) => [minuteMs, unreservedInUse]));
  return minutes.map((minute) => {
    const used = usedOf(limit.kind, minute, pooled.get(minute.minuteMs) ?? null);
    return used === null ? null : used / limit.value;
  });
}

function usedOf(kind: LimitKind, minute: FunctionMinute, inPool: number | null): number | null {
  if (kind === 'account') return inPool;
  return kind === 'requestRate' ? requestsPerSecond(minute) : concurrencyOf(minute);
}

function concurrencyOf(minute: FunctionMinute): number | null {
  return meanConcurrency({ ...minute });
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

/** Whether calls fail so often of late that it would be a finding of another function. */
function isFailing({ minutes, thresholds }: StatusFacts): boolean {
  const recent = minutes.slice(-FAILING_MINUTES);
  const failed = total(recent, ({ errors }) => errors);
  return failed > 0 && failed >= thresholds.errors.warnAt * total(recent, ({ invocations }) => invocations);
}

/** Something that ran within the hour and has gone silent must still be judged. */
function wasActive(minutes: readonly FunctionMinute[]): boolean {
  return minutes.slice(-70).some(isCalled);
}
