import type { EpochMs } from '../lambda/time.ts';
import type { CapacityMemory } from './capacity-memory.ts';
import type { FlagReason } from './flag-reason.ts';
import type { RanCalls } from './ran-calls.ts';

/** `assess`'s result for a function's concurrency. Its shape is fixed; only the reasoning behind it grows. */
export interface Assessment {
  /** Average concurrency in the last settled minute: Sum(Duration) / 60 s. Null without data. */
  readonly level: number | null;
  /** Range in which the highest second of such a minute is expected (90 %). */
  readonly low: number | null;
  readonly high: number | null;
  readonly limit: BindingLimit;
  /** Chance, 0 to 1, that the limit is met within the next five minutes. Null when either is unknown. */
  readonly risk: number | null;
  readonly flag: CapacityFlag;
  readonly reason: FlagReason | null;
  /** Time until the limit is met, counted from the last settled minute; null without a trend. */
  readonly eta: TimeToLimit | null;
  /** Concurrency that the last settled minute's calls needed, including throttled ones. Null without data. */
  readonly demand: number | null;
  /** The sources of the level, newest first. */
  readonly parts: readonly EstimatePart[];
  /** What flag, risk and time to the limit are based on. */
  readonly judgedBy: 'inFlight' | 'minutes';
  /** A recurring peak, reported beside the flag; null for none. */
  readonly recurringPeak: RecurringPeak | null;
  /** The scaling rate, where that throttles calls although `limit` has room. */
  readonly scaling?: ScalingLimit;
  /** Input for the next assessment of the same function. */
  readonly memory: CapacityMemory | null;
}

/** One source of the estimate, with its time. */
export interface EstimatePart {
  /**
   * Sum(Duration) of a minute, the same with calls counted where they ran (if that differs), Max(ConcurrentExecutions)
   * of a minute, or START and REPORT lines to the second.
   */
  readonly source: 'duration' | 'residence' | 'observedMax' | 'inFlight';
  /** Concurrency. */
  readonly value: number;
  /** The end of the minute or second that was measured. */
  readonly asOfMs: EpochMs;
  /** For `residence`: the calls that were running, newest first. */
  readonly ran?: readonly RanCalls[];
}

/** "touches 97 of 100 about every 6 minutes" */
export interface RecurringPeak {
  /** Concurrency. */
  readonly value: number;
  readonly everyMs: number;
}

export type CapacityFlag = 'ok' | 'near' | 'throttling';

/** `likelyMs` lies between the other two. All are 0 while the limit is being met. */
export interface TimeToLimit {
  readonly earlyMs: number;
  readonly likelyMs: number;
  readonly lateMs: number;
}

export const MET_NOW: TimeToLimit = { earlyMs: 0, likelyMs: 0, lateMs: 0 };

/** Whether the limit is being met: only then is the time left "now", however soon a forecast expects it. */
export function isMetNow({ lateMs }: TimeToLimit): boolean {
  return lateMs === 0;
}

/** The shortest time to a limit that is not met. */
const ANY_MOMENT_MS = 1;

/** A forecast that has run out is late: the limit was not seen to be met. */
export function notYetMet({ earlyMs, likelyMs, lateMs }: TimeToLimit): TimeToLimit {
  return {
    earlyMs: Math.max(0, earlyMs),
    likelyMs: Math.max(0, likelyMs),
    lateMs: Math.max(ANY_MOMENT_MS, lateMs),
  };
}

/** The time left when `elapsedMs` have passed since the forecast. */
export function timeLeft(eta: TimeToLimit, elapsedMs: number): TimeToLimit {
  if (isMetNow(eta)) return MET_NOW;
  return notYetMet({
    earlyMs: eta.earlyMs - elapsedMs,
    likelyMs: eta.likelyMs - elapsedMs,
    lateMs: eta.lateMs - elapsedMs,
  });
}

/** The limit that is met first. */
export type BindingLimit =
  | {
      readonly kind: LimitKind;
      /** Concurrency; requests a second for the request rate. */
      readonly value: number;
      /** Its use by the function or, for the account pool, by all functions that share it. */
      readonly inUse: number | null;
      /** Set where another limit could not be read and may bind sooner: this one is an upper bound. */
      readonly isCeiling?: true;
      /** For a source: set if it only has queues, which have no shards. */
      readonly isQueue?: true;
      /**
       * The account pool, where the workers of a source share that: it may throttle calls for which there are workers.
       */
      readonly pool?: PoolUse;
    }
  | {
      readonly kind: 'unknown';
      readonly because: 'denied' | 'unread';
      /**
       * Of an unread one: whether its first answer is awaited, or was when the look ended. Without it, it could not be
       * read.
       */
      readonly answer?: 'awaited' | 'givenUp';
    };

export type LimitKind = 'reserved' | 'account' | 'source' | 'requestRate' | 'provisioned' | 'off';

/** How many new environments Lambda starts in ten seconds, whatever concurrency allows. */
export interface ScalingLimit {
  readonly kind: 'scaling';
  readonly value: number;
  /** The mean over the steepest minute. */
  readonly inUse: number;
  readonly isCeiling?: never;
}

/** What calls meet: most often the limit that binds. */
export type MetLimit = BindingLimit | ScalingLimit;
export type MetLimitKind = LimitKind | ScalingLimit['kind'];

export interface PoolUse {
  readonly value: number;
  readonly inUse: number | null;
}

/** The account pool, where the function uses it; null where it does not, or when unknown. */
export function poolOf(limit: BindingLimit): PoolUse | null {
  if (limit.kind === 'account') return limit;
  return limit.kind === 'source' ? (limit.pool ?? null) : null;
}

/** A pool whose peak reached this share was full, allowing for the minute's sampling. */
export const FULL_POOL = 0.95;

/**
 * The limit to report: where calls are throttled, the one that throttles. That may be the scaling rate, whatever
 * concurrency allows; and busy workers of a source make records wait, so that throttles come from the pool behind them.
 */
export function limitMet({ limit, flag, scaling }: Pick<Assessment, 'limit' | 'flag' | 'scaling'>): MetLimit {
  if (flag === 'throttling' && scaling !== undefined) return scaling;
  return limitOnUse({ limit, flag });
}

/** The same without the scaling rate, which limits how fast concurrency climbs, not how high. */
export function limitOnUse({ limit, flag }: Pick<Assessment, 'limit' | 'flag'>): BindingLimit {
  if (flag !== 'throttling') return limit;
  if (limit.kind !== 'source') return limit;
  return limit.pool === undefined
    ? { kind: 'unknown', because: 'unread' }
    : { kind: 'account', ...limit.pool };
}

/**
 * How many calls are wanted at once; null when unknown. No source makes more of them than it has workers: each tries
 * again what is turned away, and CloudWatch counts every try.
 */
export function wantedAtOnce({
  demand,
  level,
  limit,
}: Pick<Assessment, 'demand' | 'level' | 'limit'>): number | null {
  if (demand === null || limit.kind !== 'source') return demand;
  return Math.min(demand, Math.max(limit.value, level ?? 0));
}

/** Share of the limit in use, 1 = all of it. Null when either is unknown. */
export function shareOfLimit(limit: MetLimit): number | null {
  if (limit.kind === 'unknown' || limit.inUse === null || limit.value === 0) return null;
  return limit.inUse / limit.value;
}
