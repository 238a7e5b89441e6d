import type { Assessment } from '../../../capacity/assessment.ts';
import {
  attemptsOf,
  averageDurationOf,
  errorRateOf,
  type FunctionMinute,
  lostEventsOf,
  throttleRateOf,
} from '../../../triage/minute/function-minute.ts';
import { TIMEOUT_MINUTES } from '../../../triage/rules/timeout.ts';
import type { Reading } from '../../reading.ts';
import { growthPerMinute } from '../growth.ts';
import type { FunctionStatus } from './function-status.ts';
import { lagOf } from './lag.ts';
import { isCalled, type StatusFacts } from './status-facts.ts';

const RECENT_MINUTES = 5;

type Measured =
  | 'requestsPerSecond'
  | 'attempts'
  | 'invocations'
  | 'throttles'
  | 'errors'
  | 'errorRate'
  | 'throttleRate'
  | 'durationAverageMs'
  | 'durationP95Ms'
  | 'durationMaxMs'
  | 'timeoutShare'
  | 'busy'
  | 'observedMax'
  | 'iteratorAgeMs'
  | 'iteratorAgeGrowthMs'
  | 'lag'
  | 'lostEvents';

/**
 * The columns of the newest settled minute, or why one is empty; figures that need more than a minute cover the last
 * five.
 */
export function measured(facts: StatusFacts, assessment: Assessment): Pick<FunctionStatus, Measured> {
  const { configuration, minutes } = facts;
  const newest = minutes.at(-1);
  const reading = readingsOf(facts);
  const iteratorAgeMs =
    facts.hasStreamSource === false ? 'notApplicable' : reading('IteratorAge Maximum', newest?.iteratorAgeMs);
  const isAsynchronous = minutes.some(({ asyncEventAgeMs }) => asyncEventAgeMs !== null);
  const asyncEventAgeMs = reading('AsyncEventAge Maximum', newest?.asyncEventAgeMs);
  const served = newest && servedOf(newest, assessment);
  return {
    requestsPerSecond: reading('Invocations Sum', served == null ? null : served / 60),
    attempts: reading(['Invocations Sum', 'Throttles Sum'], newest && knownAttempts(newest, facts)),
    invocations: reading('Invocations Sum', served),
    throttles: reading('Throttles Sum', newest?.throttles),
    errors: reading('Errors Sum', newest?.errors),
    errorRate: reading('Errors Sum', newest && errorRateOf(newest)),
    throttleRate: reading('Throttles Sum', newest && throttleRateOf(newest)),
    durationAverageMs: reading('Duration Sum', newest && averageDurationOf(newest)),
    durationP95Ms: reading('Duration p95', newest?.durationP95Ms),
    durationMaxMs: reading('Duration Maximum', newest?.durationMaxMs),
    timeoutShare: configuration.isUnlisted
      ? 'unsettled'
      : reading('Duration Maximum', longestShare(minutes, configuration.timeoutMs)),
    busy: reading('Duration Sum', assessment.level),
    observedMax: reading('ConcurrentExecutions Maximum', newest?.observedMax),
    iteratorAgeMs,
    iteratorAgeGrowthMs: growthPerMinute(
      minutes.slice(-RECENT_MINUTES).map((minute) => minute.iteratorAgeMs),
    ),
    lag: lagOf({ ...facts, iteratorAgeMs, isAsynchronous, asyncEventAgeMs }),
    lostEvents: lostReading(facts, isAsynchronous, reading),
  };
}

function readingsOf({ reading, minutes }: StatusFacts) {
  const absent = reading.hasUnsettledCalls && !minutes.some(isCalled) ? 'unsettled' : 'missing';
  return (series: string | readonly string[], value: number | null | undefined): Reading =>
    value ?? ([series].flat().some((each) => reading.denied.has(each)) ? 'denied' : absent);
}

/** CloudWatch counts no invocations of a function that is switched off: of the calls it turned away, none ran. */
function servedOf({ invocations, throttles }: FunctionMinute, { limit }: Assessment): number | null {
  return invocations === null && throttles !== null && limit.kind === 'off' ? 0 : invocations;
}

/** Without an answer for throttles, calls that were turned away would be missing from the sum. */
function knownAttempts(newest: FunctionMinute, { reading }: StatusFacts): number | null {
  return newest.throttles === null && reading.failed.has('Throttles Sum') ? null : attemptsOf(newest);
}

function lostReading(
  { configuration, minutes }: StatusFacts,
  isAsynchronous: boolean,
  reading: ReturnType<typeof readingsOf>,
): Reading {
  if (configuration.deadLetterTarget !== null || isAsynchronous)
    return reading('DeadLetterErrors Sum', lostEvents(minutes));
  if (configuration.isUnlisted) return 'unsettled';
  // Only the age of its events would tell whether it is called asynchronously, and may lose some.
  return reading('AsyncEventAge Maximum', null) === 'denied' ? 'denied' : 'notApplicable';
}

function lostEvents(minutes: readonly FunctionMinute[]): number | null {
  const counts = minutes.slice(-RECENT_MINUTES).flatMap((minute) => lostEventsOf(minute) ?? []);
  return counts.length === 0 ? null : counts.reduce((sum, count) => sum + count, 0);
}

/** Null where no call in these minutes has a duration. */
function longestShare(minutes: readonly FunctionMinute[], timeoutMs: number): number | null {
  const known = minutes.slice(-TIMEOUT_MINUTES).flatMap(({ durationMaxMs }) => durationMaxMs ?? []);
  return known.length === 0 ? null : Math.max(...known) / timeoutMs;
}
