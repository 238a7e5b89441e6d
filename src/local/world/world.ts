import type { EpochMs } from '../../lambda/time.ts';
import type { WorldLog } from './world-log.ts';
import type { Distribution, QueueMetric, WorldAlarmState, WorldMetric } from './world-metric.ts';
import type { WorldTruth } from './world-truth.ts';

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
   * by itself, so this only saves it the time.
   */
  advanceTo(nowMs: EpochMs): void;
  /** The same, except for functions that affect no other function. */
  advanceShared(nowMs: EpochMs): void;
  /** The minute that starts at `minuteMs` as published by `nowMs`; null if there is nothing (yet). */
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
  /** The same for a queue. */
  queueMetric(queueName: string, metric: QueueMetric, minuteMs: EpochMs, nowMs: EpochMs): Distribution | null;
  /** The number of messages in a queue; null for a name that the world doesn't know. */
  queueDepth(queueName: string, nowMs: EpochMs): QueueDepth | null;
  /** The published versions of a function, oldest first. */
  versions(functionName: string, nowMs: EpochMs): readonly WorldVersion[];
  /** The aliases of a function, as they point at `nowMs`. */
  aliases(functionName: string, nowMs: EpochMs): readonly WorldAlias[];
  /** The event source mapping's result of its last batch. */
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
  /** The former value; absent where it never changed. */
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
  /** Null if nothing is reserved; 0 switches the function off. */
  readonly reservedConcurrency: number | null;
  /** The former reservation; absent where it never changed. */
  readonly formerReservedConcurrency?: { readonly value: number; readonly untilMs: EpochMs };
  readonly deadLetterArn: string | null;
  readonly description: string;
  readonly tags?: Readonly<Record<string, string>>;
  /** Absent for a function outside of any VPC. */
  readonly vpc?: { readonly vpcId: string; readonly subnetIds: readonly string[] };
  /** Size of `/tmp`; 512 if absent. */
  readonly ephemeralStorageMb?: number;
  readonly kmsKeyArn?: string;
  /** When environments begin to start with the next build of the runtime; never if absent. */
  readonly runtimeUpdatedMs?: EpochMs;
  /** Why the last update failed; absent if it succeeded. */
  readonly failedUpdate?: { readonly code: string; readonly reason: string };
  /** Why it can't be called; absent if it can. */
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

/** Provisioned environments of an alias or a version, all of them ready. */
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
  /** The version that ran, if a weighted alias was called; null for all of them. */
  readonly executedVersion: string | null;
}

export interface WorldEventInvokeConfig {
  readonly functionName: string;
  readonly maximumRetryAttempts: number;
  readonly maximumEventAgeMs: number;
  /** A destination; a dead-letter queue is part of the function's configuration. */
  readonly onFailureArn: string | null;
}

export interface WorldMapping {
  readonly uuid: string;
  readonly functionName: string;
  readonly sourceArn: string;
  readonly batchSize: number;
  readonly parallelizationFactor: number;
  readonly maximumConcurrency: number | null;
  /** Its provisioned pollers; absent if it shares Lambda's. */
  readonly provisionedPollers?: { readonly minimum: number; readonly maximum: number };
  readonly reportsBatchItemFailures: boolean;
  /** When it was disabled; absent if it is enabled. */
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
  /** Where a message goes that was received `maxReceiveCount` times and not deleted; null for nowhere. */
  readonly redrive: { readonly queueName: string; readonly maxReceiveCount: number } | null;
}

export interface QueueDepth {
  readonly visible: number;
  readonly notVisible: number;
}
