import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SQSClient } from '@aws-sdk/client-sqs';
import { AwsQueryProtocol } from '@aws-sdk/core/protocols';
import type { AwsSettings } from '../../src/aws/connection/settings.ts';

/** The real SDK's clients: the tests write with them, never with lmon's code. */
export interface SdkClients {
  readonly cloudWatch: CloudWatchClient;
  readonly lambda: LambdaClient;
  readonly logs: CloudWatchLogsClient;
  readonly sqs: SQSClient;
  close(): void;
}

export function sdkClients(
  url: string,
  region: string,
  cloudwatchProtocol: AwsSettings['cloudwatchProtocol'],
): SdkClients {
  const settings = {
    endpoint: url,
    region,
    credentials: { accessKeyId: 'testing', secretAccessKey: 'testing' },
    maxAttempts: 1,
    // By default, the host would be stream-logs.127.0.0.1, which no DNS resolves.
    disableHostPrefix: true,
  };
  // Servers that speak only Query, such as moto, can't read compressed requests either.
  const protocol =
    cloudwatchProtocol === 'query' ? { protocol: AwsQueryProtocol, disableRequestCompression: true } : {};
  const cloudWatch = new CloudWatchClient({ ...settings, ...protocol });
  const lambda = new LambdaClient(settings);
  const logs = new CloudWatchLogsClient(settings);
  const sqs = new SQSClient(settings);
  return {
    cloudWatch,
    lambda,
    logs,
    sqs,
    close: () => {
      for (const client of [cloudWatch, lambda, logs, sqs]) client.destroy();
    },
  };
}

/** The SDK's name of the error. */
export async function errorName(call: Promise<unknown>): Promise<string> {
  return call.then(
    () => 'no error',
    (error: unknown) => (error instanceof Error ? error.name : 'not an Error'),
  );
}
