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
  /** Functions that are called asynchronously. */
  readonly eventInvokeConfigs: readonly WorldEventInvokeConfig[];
  readonly provisioned: readonly WorldProvisioned[];
  readonly mappings: readonly WorldMapping[];
  readonly streams: readonly WorldStream[];
  readonly queues: readonly WorldQueue[];
  /** When it begins. */
  readonly startMs: EpochMs;
  /**
   * Runs the model up to `nowMs`. Going back is not possible; asking for the past is. Every question runs what it needs
   * by itself: this only spares it the time.
   */
  advanceTo(nowMs: EpochMs): void;
  /** The same, except for functions whose doings no other function feels. */
  advanceShared(nowMs: EpochMs): void;
  /** What the minute that starts at `minuteMs` has published by `nowMs`; null when nothing is there (yet). */
  metric(
    functionName: string | null,
    metric: WorldMetric,
    minuteMs: EpochMs,
    nowMs: EpochMs,
  ): Distribution | null;
  /** The same of the requests to one alias or version; null when the function publishes nothing of that kind. */
  resourceMetric(
    resource: WorldResource,
    metric: WorldMetric,
    minuteMs: EpochMs,
    nowMs: EpochMs,
  ): Distribution | null;
  /** The same of a queue. */
  queueMetric(queueName: string, metric: QueueMetric, minuteMs: EpochMs, nowMs: EpochMs): Distribution | null;
  /** How many messages a queue holds; null for a name that the world doesn't know. */
  queueDepth(queueName: string, nowMs: EpochMs): QueueDepth | null;
  /** The published versions of a function, oldest first. */
  versions(functionName: string, nowMs: EpochMs): readonly WorldVersion[];
  /** The aliases of a function, as they point at `nowMs`. */
  aliases(functionName: string, nowMs: EpochMs): readonly WorldAlias[];
  /** What the event source mapping says of its last batch. */
  lastProcessingResult(mappingUuid: string, nowMs: EpochMs): string;
  /** Each alarm with its state at `nowMs`. */
  alarms(nowMs: EpochMs): readonly WorldAlarmState[];
  /** The log of a function; null for a name that the world doesn't know. */
  log(functionName: string): WorldLog | null;
  readonly truth: WorldTruth;
}

export interface WorldAccount {
  readonly accountId: string;
  readonly region: string;
  readonly concurrencyLimit: number;
  /** What it was before somebody changed it; it was never other where nothing is said. */
  readonly formerConcurrencyLimit?: { readonly value: number; readonly untilMs: EpochMs };
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
  /** What was reserved before it was changed; it never was where nothing is said. */
  readonly formerReservedConcurrency?: { readonly value: number; readonly untilMs: EpochMs };
  readonly deadLetterArn: string | null;
  readonly description: string;
  readonly tags?: Readonly<Record<string, string>>;
  /** Outside of any VPC where it does not say. */
  readonly vpc?: { readonly vpcId: string; readonly subnetIds: readonly string[] };
  /** Size of `/tmp`; 512 where it does not say. */
  readonly ephemeralStorageMb?: number;
  readonly kmsKeyArn?: string;
  /** From when on environments start with the next build of the runtime; they do not where it does not say. */
  readonly runtimeUpdatedMs?: EpochMs;
  /** Why the last update failed; it did not where nothing is said. */
  readonly failedUpdate?: { readonly code: string; readonly reason: string };
  /** Why it can't be called; it can where nothing is said. */
  readonly unready?: {
    readonly state: 'Inactive' | 'Failed';
    readonly code: string;
    readonly reason: string;
  };
}

export interface WorldVersion {
  readonly version: string;
  readonly publishedMs: EpochMs;
}

export interface WorldAlias {
  readonly name: string;
  readonly version: string;
  /** Other versions and their share of the requests, 0 to 1. */
  readonly additionalWeights: Readonly<Record<string, number>>;
}

/** Environments that are kept ready for an alias or a version, all of them there. */
export interface WorldProvisioned {
  readonly functionName: string;
  readonly qualifier: string;
  readonly environments: number;
}

/** One set of dimensions that a function publishes beside its own. */
export interface WorldResource {
  readonly functionName: string;
  /** The alias or the version that was called. */
  readonly qualifier: string;
  /** The version that ran, where a weighted alias was called; null for all of them. */
  readonly executedVersion: string | null;
}

export interface WorldEventInvokeConfig {
  readonly functionName: string;
  readonly maximumRetryAttempts: number;
  readonly maximumEventAgeMs: number;
  /** A destination; a dead-letter queue stands in the function's configuration. */
  readonly onFailureArn: string | null;
}

export interface WorldMapping {
  readonly uuid: string;
  readonly functionName: string;
  readonly sourceArn: string;
  readonly batchSize: number;
  readonly parallelizationFactor: number;
  readonly maximumConcurrency: number | null;
  /** Pollers that are kept for it; absent where it shares Lambda's. */
  readonly provisionedPollers?: { readonly minimum: number; readonly maximum: number };
  readonly reportsBatchItemFailures: boolean;
  /** Since when it reads no more; it does where nothing is said. */
  readonly disabledSinceMs?: EpochMs;
}

export interface WorldStream {
  readonly name: string;
  readonly arn: string;
  readonly openShards: number;
}

export interface WorldQueue {
  readonly name: string;
  readonly arn: string;
  readonly visibilityTimeoutMs: number;
  /** Where a message goes that was received `maxReceiveCount` times and not deleted; null when nowhere. */
  readonly redrive: { readonly queueName: string; readonly maxReceiveCount: number } | null;
}

export interface QueueDepth {
  readonly visible: number;
  readonly notVisible: number;
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
  | 'ClaimedAccountConcurrency'
  | 'AsyncEventsReceived'
  | 'AsyncEventAge'
  | 'AsyncEventsDropped'
  | 'DestinationDeliveryFailures'
  | 'RecursiveInvocationsDropped'
  | ProvisionedMetric;

/** Only of the alias or version for which environments are kept ready. */
export type ProvisionedMetric =
  | 'ProvisionedConcurrentExecutions'
  | 'ProvisionedConcurrencyInvocations'
  | 'ProvisionedConcurrencySpilloverInvocations'
  | 'ProvisionedConcurrencyUtilization';

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html */
export type QueueMetric =
  | 'ApproximateNumberOfMessagesVisible'
  | 'ApproximateNumberOfMessagesNotVisible'
  | 'ApproximateAgeOfOldestMessage'
  | 'NumberOfMessagesSent'
  | 'NumberOfMessagesReceived'
  | 'NumberOfMessagesDeleted';

/** An alarm that is raised when each of the last `periods` minutes was above the threshold. */
export interface WorldAlarm {
  readonly name: string;
  readonly description: string;
  /** Null for a metric of the account. */
  readonly functionName: string | null;
  readonly metric: WorldMetric;
  readonly statistic: 'Sum' | 'Maximum';
  readonly threshold: number;
  readonly periods: number;
}

export interface WorldAlarmState {
  readonly alarm: WorldAlarm;
  readonly state: 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';
  /** The minutes that decided, newest first. */
  readonly datapoints: readonly number[];
  readonly sinceMs: EpochMs;
}

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
   * `streams` null reads all of them. What was ingested by `ingestedAfterMs` already may be left out.
   */
  read(request: {
    readonly startMs: EpochMs;
    readonly endMs: EpochMs;
    readonly nowMs: EpochMs;
    readonly after: LogPosition | null;
    readonly limit: number;
    readonly streams: ReadonlySet<string> | null;
    readonly ingestedAfterMs?: EpochMs;
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
  /** Final counts of the minute, whatever has been published; of one version without its throttles, which met none. */
  minute(functionName: string, minuteMs: EpochMs, version?: string): TruthMinute;
  /** Environments busy (init and run) at the end of each second of [startMs, endMs). */
  inFlight(functionName: string, startMs: EpochMs, endMs: EpochMs): readonly number[];
  /** Every request of [startMs, endMs) that was turned away, in order of time, and why. */
  throttled(functionName: string, startMs: EpochMs, endMs: EpochMs): readonly TruthThrottle[];
  /** Asynchronous events of [startMs, endMs) that were given up and are kept nowhere. */
  lostEvents(functionName: string, startMs: EpochMs, endMs: EpochMs): number;
  /** Of each minute of [startMs, endMs), what the environments did that are kept ready; nothing of a function that has none. */
  provisioned(functionName: string, startMs: EpochMs, endMs: EpochMs): readonly TruthProvisioned[];
  /** What is wrong in this world, since when, and why. */
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
  /** Invocations that ran elsewhere, as none of them was free. */
  readonly spilledOver: number;
  /** Most of them busy at once. */
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
