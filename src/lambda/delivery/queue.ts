import type { RawText } from '../../terminal/text.ts';

/** How a queue is set up. @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueAttributes.html */
export interface QueueSetup {
  /** Retention: older messages are gone; null if the answer does not say. */
  readonly retentionMs: number | null;
  /** How long a received message stays hidden; null if the answer does not say. */
  readonly visibilityTimeoutMs: number | null;
  /** Null retries a message until it expires. */
  readonly redrive: RedrivePolicy | null;
}

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html */
export interface RedrivePolicy {
  /** The dead-letter queue. */
  readonly queueArn: RawText;
  readonly maximumReceives: number;
}
