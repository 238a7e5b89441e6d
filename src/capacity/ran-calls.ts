import { type EpochMs, MINUTE_MS } from '../lambda/time.ts';

/** Calls that began in one minute, and how long they kept environments busy in another. */
export interface RanCalls {
  /** In which they began. */
  readonly minuteMs: EpochMs;
  /** Those included that CloudWatch has not counted yet. */
  readonly calls: number;
  /** All of them together, in the minute that is asked for. */
  readonly busyMs: number;
}

/** Environments that they kept busy on average; null where nothing is known of them. */
export function meanOfRan(ran: readonly RanCalls[] | null): number | null {
  return ran === null ? null : ran.reduce((sum, { busyMs }) => sum + busyMs, 0) / MINUTE_MS;
}
