import type { RawText } from '../../terminal/text.ts';
import { type EpochMs, HOUR_MS } from '../time.ts';

export type EventSource = 'kinesis' | 'dynamodb' | 'sqs' | 'kafka' | 'other';

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_EventSourceMappingConfiguration.html */
export interface EventSourceMapping {
  readonly uuid: RawText;
  readonly functionName: RawText;
  readonly source: EventSource;
  readonly sourceArn: RawText;
  readonly state: RawText;
  /** When it was last changed. Null if AWS does not say, absent in recordings made before lmon read it. */
  readonly modifiedMs?: EpochMs | null;
  readonly batchSize: number | null;
  readonly parallelizationFactor: number;
  readonly maximumConcurrency: number | null;
  /** Its provisioned pollers; absent if it shares Lambda's. */
  readonly provisionedPollers?: ProvisionedPollers;
  /** What Lambda does with a failing batch; null for a queue, which keeps undeleted messages. */
  readonly failurePolicy: StreamFailurePolicy | null;
  /** The result of the last batch, in Lambda's own words, such as `PROBLEM: Function call failed`. */
  readonly lastResult: RawText | null;
  /** Whether the function reports which items of a batch failed: the others then count as no error. */
  readonly reportsItemFailures: boolean;
}

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_ProvisionedPollerConfig.html */
export interface ProvisionedPollers {
  readonly minimum: number;
  readonly maximum: number;
}

/** @see https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html */
export interface StreamFailurePolicy {
  /** Null retries until the record expires: the shard is blocked until then. */
  readonly maximumRetries: number | null;
  /** Null keeps a record as long as the stream does. */
  readonly maximumRecordAgeMs: number | null;
  readonly bisectsBatch: boolean;
  readonly destination: RawText | null;
}

/** @see https://docs.aws.amazon.com/kinesis/latest/APIReference/API_StreamDescriptionSummary.html */
export interface StreamSummary {
  readonly openShards: number;
  /** Retention: older records are gone; null if the answer does not say. */
  readonly retentionMs: number | null;
}

/** One part of a table's stream. */
export interface StreamShard {
  /** Whether records may still be added to it. */
  readonly isOpen: boolean;
}

/**
 * The retention of a table's stream is a day.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Streams.html
 */
export const TABLE_STREAM_RETENTION_MS = 24 * HOUR_MS;

/** Whether it is active: a mapping that is disabled, or being disabled, makes no calls. */
export function isEnabled({ state }: Pick<EventSourceMapping, 'state'>): boolean {
  return state === 'Enabled';
}

export function isStream(source: EventSource): boolean {
  return source === 'kinesis' || source === 'dynamodb';
}

/** The last part of an ARN: the queue's or stream's own name; the whole text if it is no ARN. */
export function sourceName(sourceArn: string): string {
  const resource = sourceArn.split(':').slice(5).join(':');
  if (resource === '') return sourceArn;
  // A table's stream is named after its creation time, a Kafka cluster has an id after its name: the part in between is
  // the known name.
  return /^(?:stream|table|cluster)\/([^/]+)/.exec(resource)?.[1] ?? resource;
}
