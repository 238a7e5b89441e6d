import { type EpochMs, HOUR_MS } from '../../lambda/time.ts';
import { type FunctionMinute, knownAttemptsOf } from '../minute/function-minute.ts';
import { countChanges } from '../onset/count-changes.ts';
import { median } from '../onset/quantile.ts';
import { TRAFFIC } from '../thresholds.ts';

/** A change of attempts that still lasts. */
export interface TrafficChange {
  readonly sinceMs: EpochMs;
  /** Usual attempts a minute before. */
  readonly before: number;
  /** Attempts in the newest minute. */
  readonly now: number;
  /** Whether they kept changing in the same direction rather than jumping to a new level. */
  readonly isRamp: boolean;
}

interface KnownMinute {
  readonly minuteMs: EpochMs;
  readonly attempts: number;
}

/**
 * A change of attempts that still lasts, compared with their longest earlier level. Null without one: a past change
 * explains nothing about the present.
 */
export function trafficChange(minutes: readonly FunctionMinute[]): TrafficChange | null {
  const known = minutes.flatMap((minute): KnownMinute[] => {
    const attempts = knownAttemptsOf(minute);
    return attempts === null ? [] : [{ minuteMs: minute.minuteMs, attempts }];
  });
  const parts = partsOf(known);
  const current = parts.at(-1);
  const usual = parts.slice(0, -1).reduce<Part | null>((longest, part) => longerOf(longest, part), null);
  const newest = known.at(-1);
  if (current === undefined || usual === null || newest === undefined) return null;
  if (usual.length < TRAFFIC.shortestBaselineMinutes || !isChanged(current, usual)) return null;
  // Steps leading there belong to it.
  const steady = parts.findLastIndex((part) => !isChanged(part, usual) || isOpposite(part, current, usual));
  const first = parts[steady + 1];
  if (first === undefined || known.length - first.from < TRAFFIC.shortestMinutes) return null;
  const changed = known.slice(first.from).map(({ attempts }) => attempts);
  return {
    sinceMs: known[first.from]?.minuteMs ?? 0,
    before: usual.level,
    now: newest.attempts,
    isRamp: goesOn(changed, current.level > usual.level),
  };
}

/** A new level stays within this factor, noise included. */
const LEAST_RAMP_FACTOR = 1.3;

function goesOn(attempts: readonly number[], isRise: boolean): boolean {
  const third = Math.floor(attempts.length / 3);
  const early = median(attempts.slice(0, third));
  const late = median(attempts.slice(-third));
  if (third === 0 || early === null || late === null) return false;
  return isRise ? late >= LEAST_RAMP_FACTOR * early : late <= early / LEAST_RAMP_FACTOR;
}

/**
 * Change of attempts from before a time to after it, over equal spans of at most an hour, as a share: 0.03 is 3 % more.
 * Null where they are not known.
 */
export function attemptsSince(minutes: readonly FunctionMinute[], sinceMs: EpochMs): number | null {
  const usual = medianAttempts(
    minutes.filter(({ minuteMs }) => minuteMs < sinceMs && minuteMs >= sinceMs - HOUR_MS),
  );
  const now = medianAttempts(minutes.filter(({ minuteMs }) => minuteMs >= sinceMs));
  return usual === null || now === null || usual === 0 ? null : now / usual - 1;
}

/** The minutes between two changes. */
interface Part {
  readonly from: number;
  readonly length: number;
  /** Median of their attempts. */
  readonly level: number;
}

function partsOf(known: readonly KnownMinute[]): readonly Part[] {
  const changes = countChanges(known.map(({ attempts }) => ({ count: attempts, total: null })));
  const edges = [0, ...changes.map(({ place }) => place), known.length];
  return edges.slice(1).map((to, index) => {
    const from = edges[index] ?? 0;
    const level = median(known.slice(from, to).map(({ attempts }) => attempts)) ?? 0;
    return { from, length: to - from, level };
  });
}

function longerOf(one: Part | null, other: Part): Part {
  return one === null || other.length > one.length ? other : one;
}

function isChanged({ level }: Part, usual: Part): boolean {
  if (Math.max(level, usual.level) < TRAFFIC.fewestAttempts) return false;
  return level >= TRAFFIC.leastFactor * usual.level || level <= usual.level / TRAFFIC.leastFactor;
}

function isOpposite({ level }: Part, current: Part, usual: Part): boolean {
  return level > usual.level !== current.level > usual.level;
}

function medianAttempts(minutes: readonly FunctionMinute[]): number | null {
  return median(minutes.flatMap((minute) => knownAttemptsOf(minute) ?? []));
}
