import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { type AwsConnection, connectAws } from '../../../src/aws/connect.ts';
import type { AwsSettings } from '../../../src/aws/connection/settings.ts';
import { type LocalAwsServer, startLocalAws } from '../../../src/local/server.ts';
import { createWorld } from '../../../src/local/world/create-world.ts';
import type { WorldQueue } from '../../../src/local/world/world.ts';
import { stubCredentials } from '../../aws/loopback-aws.ts';
import { tinyWorld } from '../../local/wire/tiny-world.ts';
import { createFunction } from '../function-writer.ts';
import { createQueue } from '../queue-writer.ts';
import { type SdkClients, sdkClients } from '../sdk-clients.ts';
import type { AccountUnderTest, ContractCase } from './contract-case.ts';
import { FILTER_PATTERN_CASES } from './filter-pattern-cases.ts';
import { FUNCTION_CASES } from './function-cases.ts';
import { LOG_READING_CASES } from './log-reading-cases.ts';
import { LOG_WRITING_CASES } from './log-writing-cases.ts';
import { METRIC_CASES } from './metric-cases.ts';
import { METRIC_LIST_CASES } from './metric-list-cases.ts';
import { QUEUE_CASES } from './queue-cases.ts';

const REGION = 'eu-west-1';
const MOTO_FUNCTIONS = Array.from({ length: 60 }, (_, index) => `function-${index}`);

const CASES: readonly ContractCase[] = [
  ...LOG_READING_CASES,
  ...LOG_WRITING_CASES,
  ...FILTER_PATTERN_CASES,
  ...METRIC_CASES,
  ...METRIC_LIST_CASES,
  ...FUNCTION_CASES,
  ...QUEUE_CASES,
];

const arnOf = (name: string) => `arn:aws:sqs:${REGION}:123456789012:${name}`;
const LOCAL_QUEUES: readonly WorldQueue[] = [
  {
    name: 'orders',
    arn: arnOf('orders'),
    visibilityTimeoutMs: 60_000,
    redrive: { queueName: 'orders-failed', maxReceiveCount: 3 },
  },
  { name: 'orders-failed', arn: arnOf('orders-failed'), visibilityTimeoutMs: 30_000, redrive: null },
];

let localAws: LocalAwsServer;
const closings: (() => void)[] = [];

beforeAll(async () => {
  stubCredentials();
  const world = createWorld({ seed: 1, nowMs: Date.now(), cast: 'empty' });
  localAws = await startLocalAws({
    // The local AWS can't create functions or queues, so it gets some that are never called.
    world: { ...world, functions: tinyWorld(130).functions, queues: LOCAL_QUEUES },
    clock: { now: Date.now },
    port: 0,
    quotas: false,
    // moto's events can be read immediately.
    ingestionDelayMs: 0,
  });
});

afterAll(async () => {
  vi.unstubAllEnvs();
  for (const close of closings) close();
  await localAws.close();
});

let freshNames = 0;

function freshName(): string {
  freshNames += 1;
  return `case-${freshNames}`;
}

function connected(
  url: string,
  cloudwatchProtocol: AwsSettings['cloudwatchProtocol'],
): { readonly sources: AwsConnection['sources']; readonly clients: SdkClients } {
  const settings = { region: REGION, profile: null, endpointUrl: url, requestTimeoutMs: 10_000 };
  const connection = connectAws({ ...settings, cloudwatchProtocol });
  const clients = sdkClients(url, REGION, cloudwatchProtocol);
  closings.push(connection.close, clients.close);
  return { sources: connection.sources, clients };
}

async function motoAccount(): Promise<AccountUnderTest> {
  const { sources, clients } = connected(inject('motoUrl'), 'query');
  const roleArn = inject('lambdaRoleArn');
  for (const [index, name] of MOTO_FUNCTIONS.entries())
    await createFunction(clients, roleArn, name, index === 0 ? 7 : null);
  const redriveArn = await createQueue(clients, 'orders-failed');
  const arn = await createQueue(clients, 'orders', {
    VisibilityTimeout: '60',
    RedrivePolicy: JSON.stringify({ deadLetterTargetArn: redriveArn, maxReceiveCount: 3 }),
  });
  return {
    server: 'moto',
    sources,
    clients,
    functionNames: MOTO_FUNCTIONS,
    reserved: { functionName: 'function-0', concurrency: 7 },
    unreservedFunctionName: 'function-1',
    queue: { arn, redriveArn },
    freshName,
  };
}

async function localAccount(protocol: AwsSettings['cloudwatchProtocol']): Promise<AccountUnderTest> {
  return {
    server: 'local AWS',
    ...connected(localAws.url, protocol),
    functionNames: tinyWorld(130).functions.map(({ name }) => name),
    reserved: { functionName: 'worker', concurrency: 35 },
    unreservedFunctionName: 'quiet',
    queue: { arn: arnOf('orders'), redriveArn: arnOf('orders-failed') },
    freshName,
  };
}

describe.each([
  ['moto', motoAccount],
  ['the local AWS, CloudWatch by AWS JSON', () => localAccount('json')],
  ['the local AWS, CloudWatch by AWS Query', () => localAccount('query')],
])('%s', (_name, open) => {
  let account: AccountUnderTest;
  beforeAll(async () => {
    account = await open();
  });

  // moto's deviations are tested too, so that one that is gone does not stay in the table.
  it.each(CASES)('$says', async ({ observe, documented, moto }) => {
    const expected = account.server === 'moto' && moto !== undefined ? moto.gives : documented;
    expect(await observe(account)).toEqual(expected);
  });
});
