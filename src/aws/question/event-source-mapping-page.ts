import {
  ListEventSourceMappingsCommand,
  type EventSourceMappingConfiguration as SdkMapping,
} from '@aws-sdk/client-lambda';
import type {
  EventSource,
  EventSourceMapping,
  StreamFailurePolicy,
} from '../../lambda/delivery/event-source.ts';
import type { Page } from '../../monitor/page.ts';
import type { Result } from '../../monitor/source-error.ts';
import type { RawText } from '../../terminal/text.ts';
import {
  countOf,
  functionArnOf,
  functionNameIn,
  listOf,
  numberOf,
  raw,
  readable,
  textOf,
} from '../answer/field.ts';
import { lambda } from '../client/lambda.ts';
import type { Ask } from '../connection/ask.ts';

/**
 * The mappings of the whole Region.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_ListEventSourceMappings.html
 */
export function askEventSourceMappingPage(
  ask: Ask,
  token: RawText | null,
  signal: AbortSignal,
): Promise<Result<Page<EventSourceMapping>>> {
  return ask(
    {
      action: 'lambda:ListEventSourceMappings',
      send: (clients, options) =>
        clients
          .of(lambda)
          .send(new ListEventSourceMappingsCommand(token === null ? {} : { Marker: token }), options),
      read: (answer) => {
        const mappings = listOf(answer.EventSourceMappings);
        if (mappings === null) return undefined;
        return { items: readable(mappings, eventSourceMapping), nextToken: textOf(answer.NextMarker) };
      },
    },
    signal,
  );
}

function eventSourceMapping(mapping: SdkMapping): EventSourceMapping | null {
  const uuid = textOf(mapping.UUID);
  const functionName = functionNameIn(functionArnOf(mapping.FunctionArn));
  if (uuid === null || functionName === null) return null;
  return {
    uuid,
    functionName,
    ...sourceOf(mapping),
    state: textOf(mapping.State) ?? raw('Unknown'),
    modifiedMs: mapping.LastModified instanceof Date ? numberOf(mapping.LastModified.getTime()) : null,
    batchSize: countOf(mapping.BatchSize),
    parallelizationFactor: countOf(mapping.ParallelizationFactor) ?? 1,
    maximumConcurrency: countOf(mapping.ScalingConfig?.MaximumConcurrency),
    ...provisionedPollersOf(mapping),
    failurePolicy: failurePolicyOf(mapping),
    lastResult: textOf(mapping.LastProcessingResult),
    reportsItemFailures: listOf(mapping.FunctionResponseTypes)?.includes('ReportBatchItemFailures') ?? false,
  };
}

/** Absent settings have Lambda's defaults. */
function provisionedPollersOf({
  ProvisionedPollerConfig: config,
}: SdkMapping): Pick<EventSourceMapping, 'provisionedPollers'> {
  if (config === undefined) return {};
  const minimum = countOf(config.MinimumPollers) ?? FEWEST_POLLERS;
  return { provisionedPollers: { minimum, maximum: countOf(config.MaximumPollers) ?? MOST_POLLERS } };
}

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_ProvisionedPollerConfig.html */
const FEWEST_POLLERS = 2;
const MOST_POLLERS = 200;

/** AWS omits it for a queue, and sends -1 for "as long as the stream keeps it". */
function failurePolicyOf(mapping: SdkMapping): StreamFailurePolicy | null {
  if (mapping.MaximumRetryAttempts === undefined) return null;
  const recordAgeSeconds = countOf(mapping.MaximumRecordAgeInSeconds);
  return {
    maximumRetries: countOf(mapping.MaximumRetryAttempts),
    maximumRecordAgeMs: recordAgeSeconds === null ? null : recordAgeSeconds * 1_000,
    bisectsBatch: mapping.BisectBatchOnFunctionError === true,
    destination: textOf(mapping.DestinationConfig?.OnFailure?.Destination),
  };
}

const SOURCE_BY_SERVICE: ReadonlyMap<string, EventSource> = new Map([
  ['kinesis', 'kinesis'],
  ['dynamodb', 'dynamodb'],
  ['sqs', 'sqs'],
  ['kafka', 'kafka'],
]);

function sourceOf(mapping: SdkMapping): Pick<EventSourceMapping, 'source' | 'sourceArn'> {
  const sourceArn = textOf(mapping.EventSourceArn);
  if (sourceArn !== null) {
    return { source: SOURCE_BY_SERVICE.get(sourceArn.split(':')[2] ?? '') ?? 'other', sourceArn };
  }
  // Kafka outside AWS has no ARN: its brokers serve as its name.
  const brokers = mapping.SelfManagedEventSource?.Endpoints?.KAFKA_BOOTSTRAP_SERVERS;
  return Array.isArray(brokers)
    ? { source: 'kafka', sourceArn: raw(brokers.join(',')) }
    : { source: 'other', sourceArn: raw('') };
}
