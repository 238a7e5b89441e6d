/** Milliseconds since 1970-01-01T00:00:00Z, in account time. */
export type EpochMs = number;

/**
 * A small AWS account that lives in memory: functions that are called, admitted or throttled, run, fail, log and
 * publish metrics. Same seed, same world: nothing in it depends on when it is asked.
 *
 * What a reader may see at `nowMs` is part of every question, because AWS shows things late: a log line after its
 * ingestion delay, a metric after its publication delay.
 */
export interface World {
  readonly account: WorldAccount;
  readonly functions: readonly WorldFunction[];
  readonly mappings: readonly WorldMapping[];
  readonly streams: readonly WorldStream[];
  /** Runs the model up to `nowMs`. Going back is not possible; asking for the past is. */
  advanceTo(nowMs: EpochMs): void;
  /** What the minute that starts at `minuteMs` has published by `nowMs`; null when nothing is there (yet). */
  metric(
    functionName: string | null,
    metric: WorldMetric,
    minuteMs: EpochMs,
    nowMs: EpochMs,
  ): Distribution | null;
  /** The log of a function; null for a name that the world doesn't know. */
  log(functionName: string): WorldLog | null;
  readonly truth: WorldTruth;
}

export interface WorldAccount {
  readonly accountId: string;
  readonly region: string;
  readonly concurrencyLimit: number;
}

export interface WorldFunction {
  readonly name: string;
  readonly runtime: string;
  readonly architecture: 'x86_64' | 'arm64';
  readonly memoryMb: number;
  readonly timeoutMs: number;
  readonly version: string;
  readonly lastModifiedMs: EpochMs;
  readonly logGroup: string;
  readonly logFormat: 'Text' | 'JSON';
  /** Null when nothing is reserved; 0 switches the function off. */
  readonly reservedConcurrency: number | null;
  readonly deadLetterArn: string | null;
  readonly description: string;
}

export interface WorldMapping {
  readonly uuid: string;
  readonly functionName: string;
  readonly sourceArn: string;
  readonly batchSize: number;
  readonly parallelizationFactor: number;
  readonly maximumConcurrency: number | null;
}

export interface WorldStream {
  readonly name: string;
  readonly arn: string;
  readonly openShards: number;
}

export type WorldMetric =
  | 'Invocations'
  | 'Errors'
  | 'Throttles'
  | 'Duration'
  | 'DeadLetterErrors'
  | 'IteratorAge'
  | 'ConcurrentExecutions'
  | 'UnreservedConcurrentExecutions'
  | 'ClaimedAccountConcurrency';

/** The samples of one metric in one minute. */
export interface Distribution {
  readonly count: number;
  readonly sum: number;
  readonly minimum: number;
  readonly maximum: number;
  /** @param share 0 to 1. */
  quantile(share: number): number;
}

export interface WorldEvent {
  readonly eventId: string;
  readonly logStream: string;
  readonly timestampMs: EpochMs;
  readonly ingestionMs: EpochMs;
  readonly message: string;
}

/** A place in a log, in its order: timestamp, then ingestion, then event id. */
export interface LogPosition {
  readonly timestampMs: EpochMs;
  readonly ingestionMs: EpochMs;
  readonly eventId: string;
}

export interface WorldLog {
  /**
   * Events of `startMs` to `endMs` (both inclusive) ingested by `nowMs`, in log order, behind `after`, at most `limit`.
   * `streams` null reads all of them.
   */
  read(request: {
    readonly startMs: EpochMs;
    readonly endMs: EpochMs;
    readonly nowMs: EpochMs;
    readonly after: LogPosition | null;
    readonly limit: number;
    readonly streams: ReadonlySet<string> | null;
  }): readonly WorldEvent[];
  /** One stream an execution environment. */
  streams(nowMs: EpochMs): readonly WorldLogStream[];
}

export interface WorldLogStream {
  readonly name: string;
  readonly createdMs: EpochMs;
  readonly firstEventMs: EpochMs;
  readonly lastEventMs: EpochMs;
}

export type ThrottleReason =
  | 'ReservedFunctionConcurrentInvocationLimitExceeded'
  | 'ConcurrentInvocationLimitExceeded'
  | 'ReservedFunctionInvocationRateLimitExceeded'
  | 'FunctionInvocationRateLimitExceeded'
  | 'FunctionScalingRateLimitExceeded';

/** What really happened: for tests and benches only, never for lmon. */
export interface WorldTruth {
  /** Final counts of the minute, whatever has been published. */
  minute(functionName: string, minuteMs: EpochMs): TruthMinute;
  /** Environments busy (init and run) at the end of each second of [startMs, endMs). */
  inFlight(functionName: string, startMs: EpochMs, endMs: EpochMs): readonly number[];
  /** What is wrong in this world, since when, and why. */
  readonly incidents: readonly Incident[];
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
