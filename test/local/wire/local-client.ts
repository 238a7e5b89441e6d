import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { KinesisClient } from '@aws-sdk/client-kinesis';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
import { STSClient } from '@aws-sdk/client-sts';
import { AwsQueryProtocol, AwsSmithyRpcV2CborProtocol } from '@aws-sdk/core/protocols';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { onTestFinished } from 'vitest';
import type { LocalAwsOptions } from '../../../src/local/server.ts';
import { startLocalAws } from '../../../src/local/server.ts';
import { NOW_MS, tinyWorld } from './tiny-world.ts';

/** For one test: a local AWS on a free port, its account clock, and the real SDK's clients for it. */
export async function startLocal(options: Partial<LocalAwsOptions> = {}) {
  const clock = settableClock();
  const server = await startLocalAws({ world: tinyWorld(), clock, port: 0, quotas: false, ...options });
  const settings = {
    endpoint: server.url,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  };
  const clients = {
    cloudWatch: new CloudWatchClient(settings),
    cloudWatchCbor: new CloudWatchClient({ ...settings, protocol: AwsSmithyRpcV2CborProtocol }),
    cloudWatchQuery: new CloudWatchClient({ ...settings, protocol: AwsQueryProtocol }),
    // By default, the Kinesis client speaks HTTP/2.
    kinesis: new KinesisClient({ ...settings, requestHandler: new NodeHttpHandler() }),
    lambda: new LambdaClient(settings),
    // With Live Tail's host prefix, 127.0.0.1 would become a name that no DNS resolves.
    logs: new CloudWatchLogsClient({ ...settings, disableHostPrefix: true }),
    sts: new STSClient(settings),
    tagging: new ResourceGroupsTaggingAPIClient(settings),
  };
  onTestFinished(() => {
    for (const client of Object.values(clients)) client.destroy();
    return server.close();
  });
  return { ...clients, clock, url: server.url };
}

function settableClock() {
  let nowMs = NOW_MS;
  return {
    now: () => nowMs,
    advance: (ms: number) => {
      nowMs += ms;
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
