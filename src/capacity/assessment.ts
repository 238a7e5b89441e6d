import type { EpochMs } from '../lambda/time.ts';
import type { CapacityMemory } from './capacity-memory.ts';
import type { FlagReason } from './flag-reason.ts';
import type { RanCalls } from './ran-calls.ts';

/** What `assess` says of a function's concurrency. Its shape is fixed; only the reasoning behind it grows. */
export interface Assessment {
  /** Environments busy on average in the last settled minute: Sum(Duration) / 60 s. Null without data. */
  readonly level: number | null;
  /** Band in which the highest second of such a minute is expected (90 %). */
  readonly low: number | null;
  readonly high: number | null;
  readonly limit: BindingLimit;
  /** Chance, 0 to 1, that the limit is met within the next five minutes. Null when either is unknown. */
  readonly risk: number | null;
  readonly flag: CapacityFlag;
  readonly reason: FlagReason | null;
  /** Time until the limit is met, from the last settled minute as `assess` gives it; null when there is no trend. */
  readonly eta: TimeToLimit | null;
  /** Environments that the last settled minute's calls wanted, those that were turned away included. Null without data. */
  readonly demand: number | null;
  /** What is known of the level, the newest first. */
  readonly parts: readonly EstimatePart[];
  /** What the flag, the risk and the time to the limit were judged by. */
  readonly judgedBy: 'inFlight' | 'minutes';
  /** A peak that keeps coming back, as a fact beside the flag; null when none was seen. */
  readonly recurringPeak: RecurringPeak | null;
  /** To be passed in with the evidence for the next assessment of the same function. */
  readonly memory: CapacityMemory | null;
}

/** One source of the estimate, with the time that it speaks of. */
export interface EstimatePart {
  /**
   * Sum(Duration) of a minute, the same with calls counted where they ran (where that is something else),
   * Max(ConcurrentExecutions) of a minute, or START and REPORT lines to the second.
   */
  readonly source: 'duration' | 'residence' | 'observedMax' | 'inFlight';
  /** Environments. */
  readonly value: number;
  /** The end of the minute or second that was measured. */
  readonly asOfMs: EpochMs;
  /** Of `residence`: the calls that were under way, the newest first. */
  readonly ran?: readonly RanCalls[];
}

/** "touches 97 of 100 about every 6 minutes" */
export interface RecurringPeak {
  /** Environments. */
  readonly value: number;
  readonly everyMs: number;
}

export type CapacityFlag = 'ok' | 'near' | 'throttling';

/** `likelyMs` lies between the other two. All are 0 when the limit is being met now. */
export interface TimeToLimit {
  readonly earlyMs: number;
  readonly likelyMs: number;
  readonly lateMs: number;
}

export const MET_NOW: TimeToLimit = { earlyMs: 0, likelyMs: 0, lateMs: 0 };

/** What is left of it when `elapsedMs` have passed since it was foreseen. */
export function timeLeft(eta: TimeToLimit, elapsedMs: number): TimeToLimit {
  const left = (ms: number) => Math.max(0, ms - elapsedMs);
  return { earlyMs: left(eta.earlyMs), likelyMs: left(eta.likelyMs), lateMs: left(eta.lateMs) };
}

/** The limit that is met first. */
export type BindingLimit =
  | {
      readonly kind: LimitKind;
      /** Environments; requests a second for the request rate. */
      readonly value: number;
      /** How much of it is used, by the function or, for the account pool, by everyone who shares it. */
      readonly inUse: number | null;
      /** Another limit could not be read and may bind sooner: this one binds at most. */
      readonly isCeiling?: true;
      /** Of a source: queues alone, which have no shards. */
      readonly isQueue?: true;
      /** The account pool, where the workers of a source share that: it turns calls away that the workers have room for. */
      readonly pool?: PoolUse;
    }
  | {
      readonly kind: 'unknown';
      readonly because: 'denied' | 'unread';
      /** Its first answer is still to come; without it, what is unread could not be read. */
      readonly isAwaited?: true;
    };

export type LimitKind = 'reserved' | 'account' | 'source' | 'requestRate' | 'off';

export interface PoolUse {
  readonly value: number;
  readonly inUse: number | null;
}

/** The account pool, where the function draws on it; null where it does not, or where nobody knows. */
export function poolOf(limit: BindingLimit): PoolUse | null {
  if (limit.kind === 'account') return limit;
  return limit.kind === 'source' ? (limit.pool ?? null) : null;
}

/** A pool that peaked at this share of it was full, whatever the minute's sampling says. */
export const FULL_POOL = 0.95;

/**
 * The limit to tell of: of a source whose calls are turned away, that which does it. Workers that are all busy make
 * records wait; what turns calls away is the pool that they draw on.
 */
export function limitMet({ limit, flag }: Pick<Assessment, 'limit' | 'flag'>): BindingLimit {
  if (flag !== 'throttling' || limit.kind !== 'source') return limit;
  return limit.pool === undefined
    ? { kind: 'unknown', because: 'unread' }
    : { kind: 'account', ...limit.pool };
}

/** Share of the limit in use, 1 = all of it. Null when either is unknown. */
export function shareOfLimit(limit: BindingLimit): number | null {
  if (limit.kind === 'unknown' || limit.inUse === null || limit.value === 0) return null;
  return limit.inUse / limit.value;
}
