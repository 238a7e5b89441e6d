import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { DeleteLogGroupCommand, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DeleteStreamCommand } from '@aws-sdk/client-kinesis';
import { DeleteFunctionCommand, InvokeCommand } from '@aws-sdk/client-lambda';
import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { AssumeRoleCommand } from '@aws-sdk/client-sts';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { sourceError } from '../../../src/aws/answer/source-error.ts';
import { cloudWatch } from '../../../src/aws/client/cloudwatch.ts';
import { kinesis } from '../../../src/aws/client/kinesis.ts';
import { lambda } from '../../../src/aws/client/lambda.ts';
import { logs } from '../../../src/aws/client/logs.ts';
import { sqs } from '../../../src/aws/client/sqs.ts';
import { sts } from '../../../src/aws/client/sts.ts';
import { type AwsClients, createClients } from '../../../src/aws/connection/clients.ts';
import { READ_OPERATIONS } from '../../../src/aws/connection/read-operations.ts';
import { createRequestHandler } from '../../../src/aws/connection/request-handler.ts';
import { LONG_MS, type LoopbackAws, startLoopbackAws, stubCredentials } from '../loopback-aws.ts';

const folder = join(import.meta.dirname, '../../../src/aws');
const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => readFileSync(join(folder, file), 'utf8'));
const commandsUsed = new Set(
  sources.flatMap((text) => [...text.matchAll(/\b([A-Z]\w*Command)\b(?=[,\s(}])/g)].map((match) => match[1])),
);

describe('the list of read operations', () => {
  it('holds every command that src/aws imports, and no other', () => {
    commandsUsed.delete('RefusedCommand');
    expect([...commandsUsed].sort()).toEqual(Object.keys(READ_OPERATIONS).sort());
  });

  it.each(Object.entries(READ_OPERATIONS))('permits %s as %s, which only reads', (command, action) => {
    expect(`${action.split(':')[1]}Command`).toBe(command);
    expect(action).toMatch(/:(Get|List|Lookup|Describe|Filter|StartLiveTail$|StartQuery$|StopQuery$)/);
  });
});

describe('a client', () => {
  let loopback: LoopbackAws;
  let clients: AwsClients;

  beforeEach(async () => {
    stubCredentials();
    loopback = await startLoopbackAws();
    const settings = { region: 'eu-west-1', profile: null, endpointUrl: loopback.url };
    clients = createClients(
      { ...settings, cloudwatchProtocol: 'json', requestTimeoutMs: LONG_MS },
      createRequestHandler(LONG_MS),
    );
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    await loopback.close();
  });

  it.each([
    ['PutMetricData', () => clients.of(cloudWatch).send(new PutMetricDataCommand({ Namespace: 'x' }))],
    ['DeleteLogGroup', () => clients.of(logs).send(new DeleteLogGroupCommand({ logGroupName: 'x' }))],
    ['DeleteStream', () => clients.of(kinesis).send(new DeleteStreamCommand({ StreamName: 'x' }))],
    ['Invoke', () => clients.of(lambda).send(new InvokeCommand({ FunctionName: 'x' }))],
    ['DeleteFunction', () => clients.of(lambda).send(new DeleteFunctionCommand({ FunctionName: 'x' }))],
    ['ReceiveMessage', () => clients.of(sqs).send(new ReceiveMessageCommand({ QueueUrl: 'http://x' }))],
    [
      'AssumeRole',
      () =>
        clients
          .of(sts)
          .send(new AssumeRoleCommand({ RoleArn: 'arn:aws:iam::1:role/x', RoleSessionName: 'x' })),
    ],
  ])('refuses %s before anything leaves the process', async (name, send) => {
    const thrown = await send().then(
      () => null,
      (error: unknown) => error,
    );
    expect(sourceError(thrown, 'x')).toMatchObject({ kind: 'denied', name: 'RefusedCommand' });
    expect(sourceError(thrown, 'x').message).toContain(`${name}Command`);
    expect(loopback.requests).toEqual([]);
  });

  it('sends a read operation', async () => {
    await clients.of(logs).send(new FilterLogEventsCommand({ logGroupName: 'x' }));
    expect(loopback.requests).toHaveLength(1);
  });
});
