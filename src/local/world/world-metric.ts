import type { EpochMs } from '../../lambda/time.ts';

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

/** Only for the alias or version with provisioned concurrency. */
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

/** An alarm that is raised if each of the last `periods` minutes was above the threshold. */
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
