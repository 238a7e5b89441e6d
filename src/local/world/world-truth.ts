import type { EpochMs } from '../../lambda/time.ts';

export type ThrottleReason =
  | 'ReservedFunctionConcurrentInvocationLimitExceeded'
  | 'ConcurrentInvocationLimitExceeded'
  | 'ReservedFunctionInvocationRateLimitExceeded'
  | 'FunctionInvocationRateLimitExceeded'
  | 'FunctionScalingRateLimitExceeded';

/** What really happened: for tests and benches only, never for lmon. */
export interface WorldTruth {
  /** Final counts of the minute, whatever has been published; of one version without its throttles, which met none. */
  minute(functionName: string, minuteMs: EpochMs, version?: string): TruthMinute;
  /** Environments busy (init and run) at the end of each second of [startMs, endMs). */
  inFlight(functionName: string, startMs: EpochMs, endMs: EpochMs): readonly number[];
  /** Every throttled request of [startMs, endMs), in order of time, with the reason. */
  throttled(functionName: string, startMs: EpochMs, endMs: EpochMs): readonly TruthThrottle[];
  /** Asynchronous events of [startMs, endMs) that were given up and are kept nowhere. */
  lostEvents(functionName: string, startMs: EpochMs, endMs: EpochMs): number;
  /** For each minute of [startMs, endMs), the use of provisioned environments; empty for a function without any. */
  provisioned(functionName: string, startMs: EpochMs, endMs: EpochMs): readonly TruthProvisioned[];
  /** The incidents of this world, with onset and cause. */
  readonly incidents: readonly Incident[];
}

export interface TruthThrottle {
  readonly timeMs: EpochMs;
  readonly reason: ThrottleReason;
}

export interface TruthProvisioned {
  readonly minuteMs: EpochMs;
  /** Invocations that they ran. */
  readonly invocations: number;
  /** Invocations that ran elsewhere, because none of them was free. */
  readonly spilledOver: number;
  /** Their peak. */
  readonly peak: number;
}

export interface TruthMinute {
  readonly invocations: number;
  readonly errors: number;
  readonly throttles: number;
  readonly throttleReasons: Readonly<Partial<Record<ThrottleReason, number>>>;
  readonly durationSumMs: number;
  readonly durationP95Ms: number;
  /** Time average of environments busy running a handler (init left out). */
  readonly meanConcurrency: number;
  /** Most environments busy at once (init included). */
  readonly peakConcurrency: number;
}

export interface Incident {
  readonly functionName: string;
  readonly cause: string;
  readonly sinceMs: EpochMs;
}
