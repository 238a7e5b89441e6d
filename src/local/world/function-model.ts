import type { Curve } from './curve.ts';
import type { LogStory } from './log/log-story.ts';
import type { EpochMs, Incident, WorldAccount, WorldFunction } from './world.ts';

/** What an account is made of, before anything has happened in it. */
export interface AccountModel {
  readonly account: WorldAccount;
  readonly functions: readonly FunctionModel[];
}

export interface FunctionModel {
  readonly configuration: WorldFunction;
  /** The versions that callers reached, oldest first; the first is live from the beginning. */
  readonly deployments: readonly Deployment[];
  readonly caller: CallerModel;
  readonly work: WorkModel;
  readonly story: LogStory;
  readonly incidents: readonly Incident[];
}

export interface Deployment {
  readonly version: string;
  readonly sinceMs: EpochMs;
}

export type CallerModel = SyncCallerModel | StreamCallerModel | ScheduleCallerModel;

/** Many independent clients that wait for the answer, such as those behind API Gateway. */
export interface SyncCallerModel {
  readonly kind: 'sync';
  readonly requestsPerSecond: Curve;
}

/** An event source mapping on a Kinesis stream. */
export interface StreamCallerModel {
  readonly kind: 'stream';
  readonly mappingUuid: string;
  readonly streamName: string;
  readonly streamArn: string;
  readonly openShards: number;
  readonly parallelizationFactor: number;
  readonly batchSize: number;
  /** What is written to the whole stream. */
  readonly recordsPerSecond: Curve;
}

/** A clock that calls once each `everyMs`. */
export interface ScheduleCallerModel {
  readonly kind: 'schedule';
  readonly firstMs: EpochMs;
  readonly everyMs: number;
}

/** What one invocation costs. */
export interface WorkModel {
  /** Typical time to start an environment. */
  readonly initMs: number;
  /** Mean of the handler's time before the timeout cuts it. */
  readonly durationMs: Curve;
  /** Added for each record of a batch. */
  readonly recordDurationMs: number;
  /** Standard deviation of the logarithm of the handler's time. */
  readonly spread: Curve;
  readonly memoryUsedMb: number;
  readonly failures: readonly FailureModel[];
}

export interface FailureModel {
  readonly name: string;
  /** Of the invocations that were served. */
  readonly share: Curve;
  /** Of the time that the invocation would have taken. */
  readonly durationShare: number;
  /** `exception` leaves the environment alive, the others end it. */
  readonly ending: FailureEnding;
}

export type FailureEnding = 'exception' | 'out-of-memory' | 'exit';
