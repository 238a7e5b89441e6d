import type { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { KinesisClient } from '@aws-sdk/client-kinesis';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
import { SQSClient } from '@aws-sdk/client-sqs';
import { STSClient } from '@aws-sdk/client-sts';
import { AwsQueryProtocol } from '@aws-sdk/core/protocols';
import type { NodeHttpHandler } from '@smithy/node-http-handler';
import { type CredentialProvider, defaultCredentials } from './credentials.ts';
import { LogsProtocol } from './logs-protocol.ts';
import { readOnly } from './read-operations.ts';
import type { AwsSettings } from './settings.ts';
import { SILENT_LOGGER } from './silent-logger.ts';

/** One client a service, made when first asked for. They share credentials, sockets and the list of read operations. */
export interface AwsClients {
  readonly credentials: CredentialProvider;
  /** Seldom asked, and so loaded when it is. */
  readonly cloudTrail: () => Promise<CloudTrailClient>;
  readonly cloudWatch: () => CloudWatchClient;
  readonly kinesis: () => KinesisClient;
  readonly lambda: () => LambdaClient;
  readonly logs: () => CloudWatchLogsClient;
  readonly sqs: () => SQSClient;
  readonly sts: () => STSClient;
  readonly tableStreams: () => DynamoDBStreamsClient;
  readonly tagging: () => ResourceGroupsTaggingAPIClient;
}

export function createClients(settings: AwsSettings, requestHandler: NodeHttpHandler): AwsClients {
  const { region, profile, endpointUrl } = settings;
  const credentials = defaultCredentials(settings, requestHandler);
  const shared = {
    region,
    credentials,
    requestHandler,
    logger: SILENT_LOGGER,
    // The monitor retries: it owns the call budget, which a retry in here would overdraw.
    maxAttempts: 1,
    retryMode: 'standard',
    customUserAgent: 'lmon',
    ...(profile === null ? {} : { profile }),
    // Live Tail's host prefix would turn 127.0.0.1 into a name that no DNS knows.
    ...(endpointUrl === null ? {} : { endpoint: endpointUrl, disableHostPrefix: true }),
  };
  const cloudWatchProtocol = settings.cloudwatchProtocol === 'query' ? { protocol: AwsQueryProtocol } : {};

  return {
    credentials,
    cloudTrail: once(async () => {
      const { createCloudTrailClient } = await import('./cloudtrail-client.ts');
      return readOnly(withoutLog(createCloudTrailClient(shared)));
    }),
    cloudWatch: once(() => readOnly(withoutLog(new CloudWatchClient({ ...shared, ...cloudWatchProtocol })))),
    kinesis: once(() => readOnly(withoutLog(new KinesisClient(shared)))),
    lambda: once(() => readOnly(withoutLog(new LambdaClient(shared)))),
    logs: once(() => readOnly(withoutLog(new CloudWatchLogsClient({ ...shared, protocol: LogsProtocol })))),
    // A queue is named by a URL, but its host is the Region's like everyone's.
    sqs: once(() => readOnly(withoutLog(new SQSClient({ ...shared, useQueueUrlAsEndpoint: false })))),
    sts: once(() => readOnly(withoutLog(new STSClient(shared)))),
    tableStreams: once(() => readOnly(withoutLog(new DynamoDBStreamsClient(shared)))),
    tagging: once(() => readOnly(withoutLog(new ResourceGroupsTaggingAPIClient(shared)))),
  };
}

/** The SDK copies every answer for its log, even for one that keeps nothing: a tenth of the cost of a page of events. */
function withoutLog<Client extends { readonly middlewareStack: { remove(name: string): boolean } }>(
  client: Client,
): Client {
  client.middlewareStack.remove('loggerMiddleware');
  return client;
}

function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
