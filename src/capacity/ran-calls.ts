import { type EpochMs, MINUTE_MS } from '../lambda/time.ts';

/** Calls begun in one minute, with their running time in another. */
export interface RanCalls {
  /** The minute in which they began. */
  readonly minuteMs: EpochMs;
  /** Including those not yet counted by CloudWatch. */
  readonly calls: number;
  /** Total running time in the minute in question. */
  readonly busyMs: number;
}

/** Their average concurrency; null when unknown. */
export function meanOfRan(ran: readonly RanCalls[] | null): number | null {
  return ran === null ? null : ran.reduce((sum, { busyMs }) => sum + busyMs, 0) / MINUTE_MS;
}
