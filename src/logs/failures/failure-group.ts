import type { EpochMs } from '../../lambda/time.ts';
import type { RawText } from '../../terminal/text.ts';
import type { MinuteCount } from '../minute-counts.ts';
import type { FailureKind } from './failure.ts';

/** Failures with the same wording. */
export interface FailureGroup {
  readonly kind: FailureKind;
  /** Text of the newest of them. */
  readonly says: RawText;
  /** The innermost error of the newest, where it differs from `says`. */
  readonly root?: RawText;
  /** Whether init failed, before the handler was called. */
  readonly isOfStart?: true;
  /** The fixed parts of their text, between which the values stand. */
  readonly wording: readonly RawText[];
  /** Invocations with this failure, each counted once; a line without a request id counts as one. */
  readonly count: number;
  /** The number of events behind them, where lower: Lambda retries failed asynchronous calls. */
  readonly eventCount?: number;
  /** How many of them it ended; null where the log does not say. */
  readonly endedCount: number | null;
  /** When the first known one was written. */
  readonly firstMs: EpochMs;
  /** The same invocations by the minute of their first failure, oldest first; empty minutes are left out. */
  readonly byMinute: readonly MinuteCount[];
}

/** Whether most of the invocations with this failure went on. */
export function isSurvived(group: FailureGroup): boolean {
  return group.kind === 'logged' && isBesides(group);
}

/** Whether it ended few of the invocations that logged it. */
export function isBesides({ count, endedCount }: FailureGroup): boolean {
  return endedCount !== null && endedCount < count / 2;
}

/** Failures in the minutes that began in that time. */
export function countWithin(
  { byMinute }: Pick<FailureGroup, 'byMinute'>,
  fromMs: EpochMs,
  toMs: EpochMs,
): number {
  return byMinute.reduce(
    (sum, { minuteMs, count }) => (minuteMs >= fromMs && minuteMs < toMs ? sum + count : sum),
    0,
  );
}
