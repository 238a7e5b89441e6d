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

export interface StatusFacts {
  readonly configuration: FunctionConfiguration;
  readonly limits: KnownLimits;
  readonly hasStreamSource: boolean | null;
  readonly hasEventSource: boolean | null;
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
  const isActive = minutes.slice(-RECENT_MINUTES).some((minute) => (attemptsOf(minute) ?? 0) > 0);
  const assessment = assess({
    minutes: minutes.slice(-ASSESSED_MINUTES),
    limits: facts.limits,
    pool: facts.pool.slice(-ASSESSED_MINUTES),
  });
  const reasons =
    isActive || wasActive(minutes)
      ? brokenRules({ minutes, timeoutMs: configuration.timeoutMs, assessment, thresholds })
      : [];
  const reading = (value: number | null | undefined): Reading => value ?? 'missing';

  return {
    name: configuration.name,
    configuration,
    severity: reasons.reduce<Severity>((severity, reason) => worse(severity, reason.severity), 'ok'),
    activity: isActive ? 'active' : 'idle',
    reasons,
    minuteMs: newest?.minuteMs ?? null,
    requestsPerSecond: reading(newest?.invocations == null ? null : newest.invocations / 60),
    errorRate: reading(newest && errorRateOf(newest)),
    throttleRate: reading(newest && throttleRateOf(newest)),
    durationAverageMs: reading(newest && averageDurationOf(newest)),
    durationP95Ms: reading(newest?.durationP95Ms),
    timeoutShare: reading(
      newest?.durationMaxMs == null ? null : newest.durationMaxMs / configuration.timeoutMs,
    ),
    observedMax: reading(newest?.observedMax),
    iteratorAgeMs: facts.hasStreamSource === false ? 'notApplicable' : reading(newest?.iteratorAgeMs),
    iteratorAgeGrowthMs: growth(minutes.slice(-LOSS_MINUTES).map((minute) => minute.iteratorAgeMs)),
    lostEvents: configuration.deadLetterTarget === null ? 'notApplicable' : lostEvents(minutes),
    assessment,
    growthPerMinute: growth(minutes.slice(-GROWTH_MINUTES).map(concurrencyOf)),
    durationRise: durationRise(minutes),
    hasEventSource: facts.hasEventSource,
    minutes,
  };
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

function lostEvents(minutes: readonly FunctionMinute[]): Reading {
  const counts = minutes.slice(-LOSS_MINUTES).flatMap(({ deadLetterErrors }) => deadLetterErrors ?? []);
  return counts.length === 0 ? 'missing' : counts.reduce((sum, count) => sum + count, 0);
}

/** Something that ran within the hour and has gone silent must still be judged. */
function wasActive(minutes: readonly FunctionMinute[]): boolean {
  return minutes.slice(-70).some((minute) => (attemptsOf(minute) ?? 0) > 0);
}

function growth(values: readonly (number | null)[]): number | null {
  const first = values.findIndex((value) => value !== null);
  const last = values.findLastIndex((value) => value !== null);
  const from = values[first];
  const to = values[last];
  return from == null || to == null || last <= first ? null : (to - from) / (last - first);
}
