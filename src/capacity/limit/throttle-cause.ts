import { FULL_POOL } from '../assessment.ts';
import type { CapacityMinute, KnownLimits, PoolMinute } from '../evidence.ts';
import { REQUESTS_PER_ENVIRONMENT } from './limit.ts';
import { MET_RATE_SHARE, metShareOf, requestsPerSecond } from './request-rate.ts';

/** Why calls were turned away, in the order in which Lambda asks. */
export type ThrottleCauseName = 'off' | 'reserved' | 'account' | 'requestRate' | 'scaling';

/** One possible cause with what the minutes that turned calls away say of it. */
export interface ThrottleSuspect {
  readonly cause: ThrottleCauseName;
  /** `no`: the evidence rules it out. `unknown`: nobody can tell. */
  readonly verdict: 'yes' | 'no' | 'unknown';
  /** What was highest in those minutes, against the limit in the same unit. Null where it was not measured. */
  readonly highest: number | null;
  readonly limit: number | null;
}

export interface ThrottleEvidence {
  /** Settled minutes, oldest first. */
  readonly minutes: readonly CapacityMinute[];
  readonly limits: KnownLimits;
  readonly pool: readonly PoolMinute[];
  /** What the whole account may keep busy; null where it is not known. */
  readonly accountConcurrency: number | null;
}

export interface ThrottleCause {
  /** Null where no suspect is left, or more evidence is needed to choose. */
  readonly cause: ThrottleCauseName | null;
  readonly suspects: readonly ThrottleSuspect[];
}

/**
 * New environments of a function in ten seconds.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/scaling-behavior.html
 */
export const SCALING_PER_10_S = 1_000;
/** A climb like this between two minutes' peaks may have met the scaling rate within some of its seconds. */
const STEEP_CLIMB = SCALING_PER_10_S / 2;

/**
 * What turned calls away, told apart by the minutes that did. Null where none did. CloudWatch does not publish the
 * reason of a throttle, so each suspect is held against what was measured in the same minutes.
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

/** Environments that were started within a minute can be seen only as the climb of its peak. */
function scaling({ minutes }: ThrottleEvidence): ThrottleSuspect {
  const climbs = minutes.flatMap((minute, index) => {
    const before = minutes[index - 1]?.observedMax;
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

/** What is left when all others are ruled out is it, even unseen. */
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
