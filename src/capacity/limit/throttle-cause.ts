import { FULL_POOL } from '../assessment.ts';
import type { CapacityMinute, KnownLimits, PoolMinute } from '../evidence.ts';
import { REQUESTS_PER_ENVIRONMENT } from './limit.ts';
import { MET_RATE_SHARE, metShareOf, requestsPerSecond } from './request-rate.ts';

/** Causes of throttles, in the order in which Lambda checks. */
export type ThrottleCauseName = 'off' | 'reserved' | 'account' | 'requestRate' | 'scaling';

/** A possible cause, with the evidence from throttling minutes. */
export interface ThrottleSuspect {
  readonly cause: ThrottleCauseName;
  /** `no`: ruled out by the evidence. `unknown`: undecided. */
  readonly verdict: 'yes' | 'no' | 'unknown';
  /** The highest value in those minutes, with the limit in the same unit. Null when not measured. */
  readonly highest: number | null;
  readonly limit: number | null;
}

export interface ThrottleEvidence {
  /** Settled minutes, oldest first. */
  readonly minutes: readonly CapacityMinute[];
  /** The minute before them, from which concurrency may have climbed. */
  readonly before?: CapacityMinute | undefined;
  readonly limits: KnownLimits;
  readonly pool: readonly PoolMinute[];
  /** The account's concurrency limit; null when unknown. */
  readonly accountConcurrency: number | null;
}

export interface ThrottleCause {
  /** Null if no suspect is left, or several remain. */
  readonly cause: ThrottleCauseName | null;
  readonly suspects: readonly ThrottleSuspect[];
}

/**
 * A function's new environments in ten seconds.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/scaling-behavior.html
 */
export const SCALING_PER_10_S = 1_000;
/** A climb this steep between the peaks of two minutes may have exceeded the scaling rate for some seconds. */
const STEEP_CLIMB = SCALING_PER_10_S / 2;

/**
 * What throttled calls, by the minutes with throttles. Null without any. CloudWatch does not publish a throttle's
 * reason, so each suspect is checked against measurements of the same minutes.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html for the reasons that callers are told
 */
export function throttleCause(evidence: ThrottleEvidence): ThrottleCause | null {
  const turningAway = evidence.minutes.filter(({ throttles }) => (throttles ?? 0) > 0);
  if (turningAway.length === 0) return null;
  const { reserved } = evidence.limits;
  const suspects = !reserved.known
    ? [unknownSuspect('reserved'), ...sharedSuspects(turningAway, evidence)]
    : reserved.value === null
      ? sharedSuspects(turningAway, evidence)
      : reserved.value === 0
        ? [{ cause: 'off', verdict: 'yes', highest: 0, limit: 0 } as const]
        : ownSuspects(turningAway, reserved.value);
  const all = [...suspects, ...(reserved.known && reserved.value === 0 ? [] : [scaling(evidence)])];
  const guilty = all.find(({ verdict }) => verdict === 'yes');
  const isSure = guilty !== undefined && !all.slice(0, all.indexOf(guilty)).some(isUnknown);
  return { cause: isSure ? guilty.cause : onlyOneLeft(all), suspects: all };
}

function ownSuspects(minutes: readonly CapacityMinute[], reserved: number): readonly ThrottleSuspect[] {
  const peak = highestOf(minutes.map(({ observedMax }) => observedMax));
  const rate = highestOf(minutes.map(requestsPerSecond));
  return [
    held('reserved', peak, reserved, metShareOf(minutes, reserved)),
    held('requestRate', rate, reserved * REQUESTS_PER_ENVIRONMENT, MET_RATE_SHARE),
  ];
}

function sharedSuspects(
  minutes: readonly CapacityMinute[],
  { limits, pool, accountConcurrency }: ThrottleEvidence,
): readonly ThrottleSuspect[] {
  const inUse = new Map(pool.map(({ minuteMs, unreservedInUse }) => [minuteMs, unreservedInUse]));
  const peak = highestOf(minutes.map(({ minuteMs }) => inUse.get(minuteMs) ?? null));
  const rate = highestOf(minutes.map(requestsPerSecond));
  const rateLimit = accountConcurrency === null ? null : accountConcurrency * REQUESTS_PER_ENVIRONMENT;
  return [
    held('account', peak, limits.unreserved.known ? limits.unreserved.value : null, FULL_POOL),
    held('requestRate', rate, rateLimit, MET_RATE_SHARE),
  ];
}

/** Environments started within a minute are visible only as a rise of its peak. */
function scaling({ minutes, before: first }: ThrottleEvidence): ThrottleSuspect {
  const climbs = minutes.flatMap((minute, index) => {
    const before = (index === 0 ? first : minutes[index - 1])?.observedMax;
    const isTurningAway = (minute.throttles ?? 0) > 0;
    return !isTurningAway || before == null || minute.observedMax === null
      ? []
      : [minute.observedMax - before];
  });
  const steepest = highestOf(climbs);
  return held('scaling', steepest === null ? null : Math.max(0, steepest), STEEP_CLIMB, 1);
}

function held(
  cause: ThrottleCauseName,
  highest: number | null,
  limit: number | null,
  metShare: number,
): ThrottleSuspect {
  if (highest === null || limit === null) return { cause, verdict: 'unknown', highest, limit };
  return { cause, verdict: highest >= metShare * limit ? 'yes' : 'no', highest, limit };
}

function unknownSuspect(cause: ThrottleCauseName): ThrottleSuspect {
  return { cause, verdict: 'unknown', highest: null, limit: null };
}

/** If all others are ruled out, the last one is the cause, even without evidence of its own. */
function onlyOneLeft(suspects: readonly ThrottleSuspect[]): ThrottleCauseName | null {
  const left = suspects.filter(({ verdict }) => verdict !== 'no');
  return left.length === 1 ? (left[0]?.cause ?? null) : null;
}

function isUnknown({ verdict }: ThrottleSuspect): boolean {
  return verdict === 'unknown';
}

function highestOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : Math.max(...known);
}
