import { MINUTE_MS } from '../../lambda/time.ts';
import { type Assessment, FULL_POOL, isMetNow, MET_NOW, notYetMet, type TimeToLimit } from '../assessment.ts';
import { REQUESTS_PER_ENVIRONMENT } from './limit.ts';

/** The what-ifs: always the same few, so that readers know where to look. */
export type ScenarioName = 'durationBack' | 'slower' | 'traffic' | 'raised';

export interface Scenario {
  readonly name: ScenarioName;
  /**
   * Average duration in milliseconds for `durationBack`, the new limit or a source's new setting for `raised`, else a
   * factor.
   */
  readonly to: number;
  /** The use without throttles, in the limit's unit. */
  readonly needs: number;
  readonly limit: number;
  /** Share of calls throttled on average; 0 where all fit. A source throttles none: they wait. */
  readonly excess: number;
  /** How much more the account pool would hold, or less; null where that stays, or when unknown. */
  readonly poolChange: number | null;
  /** How long the account pool would last, if that differs from now. Null without a trend. */
  readonly poolEta: TimeToLimit | null;
}

export interface WhatIfFacts {
  readonly assessment: Pick<Assessment, 'limit' | 'level' | 'demand' | 'eta'>;
  /** Average duration of the newest minute, and the usual one before a rise; null when unknown. */
  readonly durationMs: number | null;
  readonly usualDurationMs: number | null;
  readonly attemptsPerSecond: number | null;
  /** Concurrency that the function gains a minute; null when unknown. */
  readonly growthPerMinute: number | null;
  readonly pool: PoolOutlook | null;
  /** What a source allows with the next setting; absent or null where there is none, or when unknown. */
  readonly moreWorkers?: MoreWorkers | null;
}

export interface MoreWorkers {
  /** The parallelization factor of a stream, or the maximum concurrency of a queue. */
  readonly setting: number;
  /** Calls at once. */
  readonly workers: number;
}

/** The account pool shared by functions without a reservation. */
export interface PoolOutlook {
  readonly limit: number;
  readonly inUse: number;
  /** Concurrency that throttled calls would have needed, over all functions in it. */
  readonly turnedAway: number;
  /** Concurrency gained a minute, of a full pool with what it turned away: what is in use can't grow. */
  readonly growthPerMinute: number | null;
  readonly eta: TimeToLimit | null;
  /** How old `inUse` is; `eta` counts from now. */
  readonly ageMs: number;
}

const SLOWER = 1.5;
const MORE_TRAFFIC = 2;
/** Spare room of a raised limit above the present demand. */
const SPARE = 1.25;
/** AWS keeps this much concurrency from being reserved. */
export const NEVER_RESERVED = 100;

/** The what-ifs in a fixed order, without those that make no sense here. */
export function whatIf(facts: WhatIfFacts): readonly Scenario[] {
  const { durationMs, usualDurationMs } = facts;
  const back = durationMs === null || usualDurationMs === null ? null : usualDurationMs / durationMs;
  const slower = scenario(facts, 'slower', SLOWER, { ...AS_IT_IS, duration: SLOWER });
  const traffic = scenario(facts, 'traffic', MORE_TRAFFIC, { ...AS_IT_IS, traffic: MORE_TRAFFIC });
  return [
    ...(back === null
      ? []
      : scenario(facts, 'durationBack', usualDurationMs ?? 0, { ...AS_IT_IS, duration: back })),
    // Of both, a low screen shows the first: more calls meet a rate sooner than longer ones.
    ...(facts.assessment.limit.kind === 'requestRate' ? [...traffic, ...slower] : [...slower, ...traffic]),
    ...raised(facts),
  ];
}

/** Factors on today's duration and traffic. */
interface Factors {
  readonly duration: number;
  readonly traffic: number;
}

const AS_IT_IS: Factors = { duration: 1, traffic: 1 };

function scenario(facts: WhatIfFacts, name: ScenarioName, to: number, factors: Factors): readonly Scenario[] {
  const { limit } = facts.assessment;
  if (limit.kind === 'unknown' || limit.kind === 'off') return [];
  const needs = needed(facts, factors);
  if (needs === null) return [];
  const excess = excessOf(needs, limit.value);
  return [
    {
      name,
      to,
      needs,
      limit: limit.value,
      excess,
      poolChange: null,
      poolEta: etaWith(needs, factors, facts),
    },
  ];
}

/**
 * For a pool with that much in use: whatever is taken from it now is missing until it is full, and a function that grows
 * takes that many times more every minute. One that shrinks may stop.
 */
function etaWith(
  needs: number,
  { duration, traffic }: Factors,
  { assessment: { limit }, growthPerMinute, pool }: WhatIfFacts,
): TimeToLimit | null {
  if (limit.kind !== 'account' || limit.inUse === null || pool === null) return null;
  const faster = Math.max(0, growthPerMinute ?? 0) * (duration * traffic - 1);
  return shiftedEta(pool, limit.inUse + waitingFor(pool) - needs, faster);
}

/** Calls throttled by a full pool come in as soon as there is room; if it had room, they were throttled otherwise. */
export function waitingFor({ limit, inUse, turnedAway }: PoolOutlook): number {
  return inUse >= FULL_POOL * limit ? turnedAway : 0;
}

function needed(
  { assessment, attemptsPerSecond, durationMs, pool }: WhatIfFacts,
  { duration, traffic }: Factors,
): number | null {
  const { limit, level, demand } = assessment;
  const wanted = demand ?? level;
  if (limit.kind === 'unknown' || limit.kind === 'off') return null;
  if (limit.kind === 'requestRate') {
    if (attemptsPerSecond === null || durationMs === null) return null;
    // With longer calls, every environment is busy before the rate is met.
    const perCall = Math.max(1, (durationMs * duration * REQUESTS_PER_ENVIRONMENT) / 1_000);
    return attemptsPerSecond * traffic * perCall;
  }
  if (wanted === null) return null;
  if (limit.kind !== 'account') return wanted * duration * traffic;
  if (limit.inUse === null) return null;
  const waiting = pool === null ? 0 : waitingFor(pool);
  // The pool's use is a peak and the function's a mean: only the function's increase is added to the pool.
  return Math.max(0, limit.inUse + waiting + wanted * (duration * traffic - 1));
}

function raised(facts: WhatIfFacts): readonly Scenario[] {
  const { assessment, pool, moreWorkers } = facts;
  const { limit } = assessment;
  const needs = needed(facts, AS_IT_IS);
  if (needs === null || limit.kind === 'unknown') return [];
  switch (limit.kind) {
    case 'off':
    case 'provisioned':
      return [];
    case 'source': {
      if (moreWorkers == null) return [];
      const { setting, workers } = moreWorkers;
      // Those that stay free take nothing; while it catches up, none does.
      const taken = limit.pool === undefined || needs <= limit.value ? 0 : workers - limit.value;
      return [raisedTo(setting, { needs, limit: workers }, pool, -taken)];
    }
    case 'account': {
      const to = roundedUp(Math.max(limit.value, needs) * SPARE);
      return [raisedTo(to, { needs, limit: to }, pool, to - limit.value)];
    }
    case 'reserved':
    case 'requestRate': {
      const perEnvironment = limit.kind === 'requestRate' ? REQUESTS_PER_ENVIRONMENT : 1;
      const before = limit.value / perEnvironment;
      const to = raisedReservation(before, needs / perEnvironment, pool);
      return to === null ? [] : [raisedTo(to, { needs, limit: to * perEnvironment }, pool, before - to)];
    }
  }
}

function raisedTo(
  to: number,
  { needs, limit }: Pick<Scenario, 'needs' | 'limit'>,
  pool: PoolOutlook | null,
  change: number,
): Scenario {
  const ofPool =
    pool === null || change === 0
      ? { poolChange: null, poolEta: null }
      : { poolChange: change, poolEta: shiftedEta(pool, change) };
  return { name: 'raised', to, needs, limit, excess: excessOf(needs, limit), ...ofPool };
}

/** A reservation with room above the demand; null where the account has none to give. */
export function raisedReservation(now: number, wanted: number, pool: PoolOutlook | null): number | null {
  const to = roundedUp(Math.max(now, wanted) * SPARE);
  const most = pool === null ? Number.POSITIVE_INFINITY : now + pool.limit - NEVER_RESERVED;
  return Math.min(to, most) > now ? Math.min(to, most) : null;
}

/**
 * A reservation of the function's present peak, which leaves the rest to the pool. Its mean would throttle every peak;
 * and AWS requires an unreserved remainder. Null where that allows less than half of its mean, as it would throttle
 * most calls; also null for 0, which would switch the function off, and for an unknown mean.
 */
export function reservationThatHolds(
  level: number | null,
  peak: number,
  pool: PoolOutlook | null,
): number | null {
  const most = pool === null ? Number.POSITIVE_INFINITY : pool.limit - NEVER_RESERVED;
  if (level === null || most < 1) return null;
  const to = Math.min(Math.max(1, Math.ceil(peak)), Math.floor(most));
  return to < level / 2 ? null : to;
}

/**
 * The growth of a pool is an estimate: pools forecast to be full in eight minutes or more were so after 0.90 to 1.20
 * times as long, and other growth is less even.
 *
 * @see docs/measurements/capacity.md
 */
const EARLY = 0.75;
const LATE = 1.35;

/** When the pool would be full with its limit changed by `change`, growing by `faster` more a minute than it does. */
function shiftedEta(pool: PoolOutlook, change: number, faster = 0): TimeToLimit | null {
  const { limit, inUse, growthPerMinute, eta, ageMs } = pool;
  const waiting = waitingFor(pool);
  if (inUse + waiting >= limit + change || (eta !== null && isMetNow(eta) && change <= 0)) return MET_NOW;
  if (eta === null || growthPerMinute === null || growthPerMinute <= 0) return null;
  const pace = growthPerMinute + faster;
  if (pace <= 0) return null;
  // It has grown so since it was measured.
  const atPace = (ms: number) => ((ms + ageMs) * growthPerMinute) / pace - ageMs;
  const laterMs = ((change - waiting) / pace) * MINUTE_MS;
  const [soonest, latest] = laterMs >= 0 ? [EARLY, LATE] : [LATE, EARLY];
  return notYetMet({
    earlyMs: atPace(eta.earlyMs) + laterMs * soonest,
    likelyMs: atPace(eta.likelyMs) + laterMs,
    lateMs: atPace(eta.lateMs) + laterMs * latest,
  });
}

function excessOf(needs: number, limit: number): number {
  return needs <= limit ? 0 : 1 - limit / needs;
}

/** A round number as people would choose it: 35 becomes 40, 271 becomes 300. */
function roundedUp(value: number): number {
  const step = Math.max(1, 10 ** Math.floor(Math.log10(Math.max(1, value))) / 2);
  return Math.ceil(value / step) * step;
}
