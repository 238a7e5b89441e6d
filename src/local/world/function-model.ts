import type { EpochMs } from '../../lambda/time.ts';
import type { Curve } from './curve.ts';
import type { LogStory } from './log/log-story.ts';
import type { WorldAccount, WorldFunction, WorldQueue } from './world.ts';
import type { WorldAlarm } from './world-metric.ts';
import type { Incident } from './world-truth.ts';

/** An account before its simulation begins. */
export interface AccountModel {
  readonly account: WorldAccount;
  readonly functions: readonly FunctionModel[];
  readonly queues?: readonly WorldQueue[];
  readonly alarms?: readonly WorldAlarm[];
  /** Whether it had existed for weeks before the simulation began. */
  readonly hasPast?: boolean;
}

export interface FunctionModel {
  readonly configuration: WorldFunction;
  /** The alias that callers name; without one they name the function alone. */
  readonly alias?: string;
  /** Provisioned environments of the alias, or of the version if there is no alias; none if absent. */
  readonly provisioned?: number;
  /** Versions reached by callers, oldest first; the first is live from the beginning. */
  readonly deployments: readonly Deployment[];
  readonly caller: CallerModel;
  readonly work: WorkModel;
  readonly story: LogStory;
  readonly incidents: readonly Incident[];
}

export interface Deployment {
  readonly version: string;
  readonly sinceMs: EpochMs;
  /** Present only if this version does other work than the function's `work`. */
  readonly work?: WorkModel;
  readonly canary?: Canary;
}

/** A second version, to which a weighted alias sends a part of the requests. */
export interface Canary {
  readonly version: string;
  /** 0 to 1. */
  readonly share: number;
  readonly work?: WorkModel;
}

export type CallerModel =
  | SyncCallerModel
  | StreamCallerModel
  | ScheduleCallerModel
  | AsyncCallerModel
  | QueueCallerModel;

/** Many independent clients that wait for the answer, such as those behind API Gateway. */
export interface SyncCallerModel {
  readonly kind: 'sync';
  readonly requestsPerSecond: Curve;
  /** Whether requests arrive at more even distances than those of independent clients. */
  readonly isEven?: boolean;
  /** Clients that retry throttled or failed calls; without it none does. */
  readonly retries?: RetryModel;
}

export interface RetryModel {
  /** How often one request is tried again at most. */
  readonly most: number;
  /** How long a client waits before a retry, on average. */
  readonly pauseMs: number;
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
  /** The write rate of the whole stream. */
  readonly recordsPerSecond: Curve;
  readonly poisonPill?: PoisonPill;
  /** When the mapping was disabled; absent if it is enabled. */
  readonly disabledSinceMs?: EpochMs;
}

/** A record with which every batch fails, until the stream drops it. */
export interface PoisonPill {
  readonly shard: number;
  readonly writtenMs: EpochMs;
  /** The name of the failure that it causes. */
  readonly failure: string;
}

/** A clock that calls once each `everyMs`. */
export interface ScheduleCallerModel {
  readonly kind: 'schedule';
  readonly firstMs: EpochMs;
  readonly everyMs: number;
}

/** Clients that send an event and don't wait: Lambda queues it and tries it up to three times. */
export interface AsyncCallerModel {
  readonly kind: 'async';
  readonly eventsPerSecond: Curve;
  /** Share of events that fail on every retry. */
  readonly poison?: { readonly share: Curve; readonly failure: string };
  /** Share of successful calls whose result comes back as another event, until Lambda stops the loop. */
  readonly loopShare?: Curve;
  readonly onFailure: FailureTarget | null;
}

/** Where Lambda sends events that it gives up. */
export interface FailureTarget {
  readonly kind: 'dead-letter-queue' | 'destination';
  readonly queueName: string;
  /** Since when the queue rejects the events, which are then lost. */
  readonly refusesSinceMs?: EpochMs;
}

/** An event source mapping on an SQS queue. */
export interface QueueCallerModel {
  readonly kind: 'queue';
  readonly mappingUuid: string;
  /** One of the account's queues. */
  readonly queueName: string;
  readonly batchSize: number;
  readonly maximumConcurrency: number | null;
  /** Whether the function reports which messages of a batch failed, so that the others count as done. */
  readonly reportsBatchItemFailures: boolean;
  readonly messagesPerSecond: Curve;
  /** When the mapping was disabled; absent if it is enabled. */
  readonly disabledSinceMs?: EpochMs;
  /** Share of messages that fail each time they are received. */
  readonly poison?: { readonly share: Curve; readonly failure: string };
}

/** The cost of one invocation. */
export interface WorkModel {
  /** Typical time to start an environment. */
  readonly initMs: number;
  /** Share of new environments whose init fails. */
  readonly initFailureShare?: Curve;
  /** The error of a failed init; by default a module that can't be loaded. */
  readonly initErrorType?: string;
  /** Mean of the handler's time before the timeout cuts it. */
  readonly durationMs: Curve;
  /** Added for each record of a batch. */
  readonly recordDurationMs: number;
  /** Standard deviation of the logarithm of the handler's time. */
  readonly spread: Curve;
  readonly memoryUsedMb: number;
  /** Memory that an environment leaks with each invocation, until it runs out. */
  readonly memoryLeakMb?: number;
  /** Before that, no memory was leaked; absent means always. Not later than the beginning of the simulation. */
  readonly leaksSinceMs?: EpochMs;
  readonly failures: readonly FailureModel[];
}

export interface FailureModel {
  readonly name: string;
  /** Share of served invocations. */
  readonly share: Curve;
  /** Share of the invocation's normal duration. */
  readonly durationShare: number;
  /** `exception` leaves the environment alive, the others end it. */
  readonly ending: FailureEnding;
  /** In which environments it can happen; in all if absent. */
  readonly happensIn?: (environment: FailingEnvironment) => boolean;
}

/** The state of an environment before an invocation. */
export interface FailingEnvironment {
  /** Its own, so that a random subset can be chosen by it. */
  readonly seed: number;
  readonly createdMs: EpochMs;
  readonly servedBefore: number;
}

export type FailureEnding = 'exception' | 'out-of-memory' | 'exit';
