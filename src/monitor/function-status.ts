import { assess } from '../capacity/assess.ts';
import type { Assessment } from '../capacity/assessment.ts';
import { meanConcurrency } from '../capacity/estimate.ts';
import type { KnownLimits, PoolMinute } from '../capacity/evidence.ts';
import type { FunctionConfiguration } from '../lambda/function.ts';
import type { EpochMs } from '../lambda/time.ts';
import type { RawText } from '../terminal/text.ts';
import {
  attemptsOf,
  averageDurationOf,
  errorRateOf,
  type FunctionMinute,
  throttleRateOf,
} from '../triage/function-minute.ts';
import { type DurationRise, durationRise } from '../triage/onset.ts';
import { brokenRules, type Reason } from '../triage/rules.ts';
import { type Severity, worse } from '../triage/severity.ts';
import type { Thresholds } from '../triage/thresholds.ts';
import { growthPerMinute } from './growth.ts';
import type { Reading } from './reading.ts';

/** A function as the fleet shows it: the numbers of its last settled minute, judged. */
export interface FunctionStatus {
  readonly name: RawText;
  readonly configuration: FunctionConfiguration;
  readonly severity: Severity;
  readonly activity: 'active' | 'idle';
  /** Worst first. */
  readonly reasons: readonly Reason[];
  /** The last settled minute; null before the first answer. */
  readonly minuteMs: EpochMs | null;
  readonly requestsPerSecond: Reading;
  readonly errorRate: Reading;
  readonly throttleRate: Reading;
  readonly durationAverageMs: Reading;
  readonly durationP95Ms: Reading;
  /** Longest duration over the timeout. */
  readonly timeoutShare: Reading;
  readonly observedMax: Reading;
  readonly iteratorAgeMs: Reading;
  /** Milliseconds of age gained a minute, over the last five settled minutes. */
  readonly iteratorAgeGrowthMs: number | null;
  /** Dead-letter errors of the last five settled minutes: events that are gone. */
  readonly lostEvents: Reading;
  readonly assessment: Assessment;
  /** Environments that the function gained a minute on average, over the last ten settled minutes. */
  readonly growthPerMinute: number | null;
  readonly durationRise: DurationRise | null;
  /** Whether a stream or queue calls it; null where lmon may not see event source mappings. */
  readonly hasEventSource: boolean | null;
  /** Settled minutes of the last three hours, oldest first. */
  readonly minutes: readonly FunctionMinute[];
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
  readonly limits: KnownLimits;
  readonly hasStreamSource: boolean | null;
  readonly hasEventSource: boolean | null;
  readonly reading: FunctionReading;
  readonly minutes: readonly FunctionMinute[];
  readonly pool: readonly PoolMinute[];
  readonly thresholds: Thresholds;
}

const RECENT_MINUTES = 15;
const LOSS_MINUTES = 5;
const GROWTH_MINUTES = 10;
/** Enough minutes for the flag's memory and the longest trend. */
const ASSESSED_MINUTES = 30;

export function statusOf(facts: StatusFacts): FunctionStatus {
  const { configuration, minutes, thresholds } = facts;
  const newest = minutes.at(-1);
  const activity = activityOf(facts);
  const assessment = assess({
    minutes: minutes.slice(-ASSESSED_MINUTES),
    limits: facts.limits,
    pool: facts.pool.slice(-ASSESSED_MINUTES),
  });
  const reasons =
    activity === 'active' || wasActive(minutes)
      ? brokenRules({ minutes, timeoutMs: configuration.timeoutMs, assessment, thresholds })
      : [];
  const reading = readingsOf(facts);

  return {
    name: configuration.name,
    configuration,
    severity: reasons.reduce<Severity>(
      (severity, reason) => worse(severity, reason.severity),
      isJudged(facts, activity) ? 'ok' : 'unknown',
    ),
    activity,
    reasons,
    minuteMs: newest?.minuteMs ?? null,
    requestsPerSecond: reading(
      'Invocations Sum',
      newest?.invocations == null ? null : newest.invocations / 60,
    ),
    errorRate: reading('Errors Sum', newest && errorRateOf(newest)),
    throttleRate: reading('Throttles Sum', newest && throttleRateOf(newest)),
    durationAverageMs: reading('Duration Sum', newest && averageDurationOf(newest)),
    durationP95Ms: reading('Duration p95', newest?.durationP95Ms),
    timeoutShare: reading(
      'Duration Maximum',
      newest?.durationMaxMs == null ? null : newest.durationMaxMs / configuration.timeoutMs,
    ),
    observedMax: reading('ConcurrentExecutions Maximum', newest?.observedMax),
    iteratorAgeMs:
      facts.hasStreamSource === false
        ? 'notApplicable'
        : reading('IteratorAge Maximum', newest?.iteratorAgeMs),
    iteratorAgeGrowthMs: growthPerMinute(minutes.slice(-LOSS_MINUTES).map((minute) => minute.iteratorAgeMs)),
    lostEvents:
      configuration.deadLetterTarget === null
        ? 'notApplicable'
        : reading('DeadLetterErrors Sum', lostEvents(minutes)),
    assessment,
    growthPerMinute: growthPerMinute(minutes.slice(-GROWTH_MINUTES).map(concurrencyOf)),
    durationRise: durationRise(minutes),
    hasEventSource: facts.hasEventSource,
    minutes,
  };
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
  return (series: string, value: number | null | undefined): Reading =>
    value ?? (reading.denied.has(series) ? 'denied' : absent);
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
    const used = limit.kind === 'account' ? (pooled.get(minute.minuteMs) ?? null) : concurrencyOf(minute);
    return used === null ? null : used / limit.value;
  });
}

function concurrencyOf(minute: FunctionMinute): number | null {
  return meanConcurrency({ ...minute });
}

function lostEvents(minutes: readonly FunctionMinute[]): number | null {
  const counts = minutes.slice(-LOSS_MINUTES).flatMap(({ deadLetterErrors }) => deadLetterErrors ?? []);
  return counts.length === 0 ? null : counts.reduce((sum, count) => sum + count, 0);
}

/** Something that ran within the hour and has gone silent must still be judged. */
function wasActive(minutes: readonly FunctionMinute[]): boolean {
  return minutes.slice(-70).some(isCalled);
}
