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
  /** Time until the limit is met, from the last settled minute; null when there is no trend. */
  readonly eta: TimeToLimit | null;
}

export type CapacityFlag = 'ok' | 'near' | 'throttling';

export type FlagReason = 'rejecting now' | 'at the limit now' | 'steady load' | 'rising';

/** `likelyMs` lies between the other two. All are 0 when the limit is being met now. */
export interface TimeToLimit {
  readonly earlyMs: number;
  readonly likelyMs: number;
  readonly lateMs: number;
}

/** The limit that is met first. */
export type BindingLimit =
  | {
      readonly kind: LimitKind;
      readonly value: number;
      /** How much of it is used, by the function or, for the account pool, by everyone who shares it. */
      readonly inUse: number | null;
    }
  | { readonly kind: 'unknown'; readonly because: 'denied' | 'unread' };

export type LimitKind = 'reserved' | 'account' | 'source' | 'off';

/** Share of the limit in use, 1 = all of it. Null when either is unknown. */
export function shareOfLimit(limit: BindingLimit): number | null {
  if (limit.kind === 'unknown' || limit.inUse === null || limit.value === 0) return null;
  return limit.inUse / limit.value;
}
