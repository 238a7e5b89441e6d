import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Sources } from '../../src/monitor/sources.ts';
import {
  answerJson,
  answerOf,
  errorOf,
  type LoopbackAws,
  patient,
  raw,
  sentJson,
  startLoopbackAws,
  stubCredentials,
} from './loopback-aws.ts';

let loopback: LoopbackAws;
let functions: Sources['functions'];

beforeAll(async () => {
  stubCredentials();
  loopback = await startLoopbackAws();
  functions = loopback.connect().sources.functions;
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await loopback.close();
});

const checkout = {
  FunctionName: 'checkout',
  FunctionArn: 'arn:aws:lambda:eu-west-1:123456789012:function:checkout',
  Runtime: 'nodejs22.x',
  Architectures: ['arm64'],
  MemorySize: 512,
  Timeout: 30,
  Version: '$LATEST',
  LastModified: '2026-11-24T03:00:00.000+0000',
  LoggingConfig: { LogFormat: 'JSON', LogGroup: '/shared/shop' },
  DeadLetterConfig: { TargetArn: 'arn:aws:sqs:eu-west-1:123456789012:dead' },
  Environment: { Variables: { DATABASE_PASSWORD: 'hunter2' } },
};

describe('a function configuration', () => {
  const configuration = async (answer: unknown) => {
    loopback.respond = answerJson(answer);
    return functions.configuration(raw('checkout'), patient);
  };

  it('holds what Lambda says about the function', async () => {
    expect(answerOf(await configuration(checkout))).toEqual({
      name: 'checkout',
      arn: checkout.FunctionArn,
      runtime: 'nodejs22.x',
      architecture: 'arm64',
      memoryMb: 512,
      timeoutMs: 30_000,
      version: '$LATEST',
      lastModified: checkout.LastModified,
      logGroup: '/shared/shop',
      logFormat: 'json',
      deadLetterTarget: checkout.DeadLetterConfig.TargetArn,
    });
    expect(loopback.requests.at(-1)?.url).toBe('/2015-03-31/functions/checkout/configuration');
  });

  it('never holds an environment variable', async () => {
    expect(JSON.stringify(await configuration(checkout))).not.toContain('hunter2');
  });

  it("falls back on Lambda's own defaults", async () => {
    const { FunctionName, FunctionArn } = checkout;
    expect(answerOf(await configuration({ FunctionName, FunctionArn }))).toEqual({
      name: 'checkout',
      arn: FunctionArn,
      runtime: null,
      architecture: null,
      memoryMb: 128,
      timeoutMs: 3_000,
      version: '$LATEST',
      lastModified: null,
      logGroup: '/aws/lambda/checkout',
      logFormat: 'text',
      deadLetterTarget: null,
    });
  });

  it.each(['FunctionName', 'FunctionArn'])('without a %s is unreadable', async (field) => {
    expect(errorOf(await configuration({ ...checkout, [field]: undefined })).kind).toBe('malformed');
  });

  it('of a function that does not exist is absent', async () => {
    loopback.respond = answerJson({ Type: 'User', Message: 'Function not found' }, 404, {
      'x-amzn-errortype': 'ResourceNotFoundException',
    });
    expect(errorOf(await functions.configuration(raw('gone'), patient))).toMatchObject({
      kind: 'absent',
      action: 'lambda:GetFunctionConfiguration',
      name: 'ResourceNotFoundException',
      message: 'Function not found',
    });
  });
});

describe('a page of functions', () => {
  it('holds those with a name, without their environment variables, and the marker of the next page', async () => {
    loopback.respond = answerJson({ Functions: [checkout, { Timeout: 3 }, null], NextMarker: 'more' });
    const page = answerOf(await functions.page(null, patient));
    expect(page).toMatchObject({ items: [{ name: 'checkout' }], nextToken: 'more' });
    expect(JSON.stringify(page)).not.toContain('hunter2');
    expect(loopback.requests.at(-1)?.url).toBe('/2015-03-31/functions');
  });

  it('asks for the page behind the marker', async () => {
    loopback.respond = answerJson({ Functions: [] });
    await functions.page(raw('a b'), patient);
    expect(loopback.requests.at(-1)?.url).toBe('/2015-03-31/functions?Marker=a%20b');
  });

  it('is an error, never an account without functions, when the list is missing', async () => {
    loopback.respond = answerJson({});
    expect(errorOf(await functions.page(null, patient)).kind).toBe('malformed');
  });
});

describe('reserved concurrency', () => {
  it.each([
    ['none', {}, null],
    ['zero, which switches the function off', { ReservedConcurrentExecutions: 0 }, 0],
    ['200', { ReservedConcurrentExecutions: 200 }, 200],
  ])('is %s', async (_what, answer, reserved) => {
    loopback.respond = answerJson(answer);
    expect(answerOf(await functions.reservedConcurrency(raw('checkout'), patient))).toBe(reserved);
  });

  it('is an error, never none, when it is no number', async () => {
    loopback.respond = answerJson({ ReservedConcurrentExecutions: 'many' });
    expect(errorOf(await functions.reservedConcurrency(raw('checkout'), patient)).kind).toBe('malformed');
  });
});

describe('account limits', () => {
  it('are those of the account in this Region', async () => {
    loopback.respond = answerJson({
      AccountLimit: { ConcurrentExecutions: 1_000, UnreservedConcurrentExecutions: 765 },
    });
    expect(answerOf(await functions.accountLimits(patient))).toEqual({
      concurrency: 1_000,
      unreservedConcurrency: 765,
    });
  });

  it.each([
    ['missing', {}],
    ['half there', { AccountLimit: { ConcurrentExecutions: 1_000 } }],
  ])('are an error, never an assumed number, when they are %s', async (_what, answer) => {
    loopback.respond = answerJson(answer);
    expect(errorOf(await functions.accountLimits(patient)).kind).toBe('malformed');
  });
});

describe('event source mappings', () => {
  const mapping = (fields: object) => ({
    UUID: 'u1',
    FunctionArn: 'arn:aws:lambda:eu-west-1:123456789012:function:consumer:live',
    State: 'Enabled',
    ...fields,
  });
  const arn = (service: string) => `arn:aws:${service}:eu-west-1:123456789012:thing`;

  it.each(['kinesis', 'dynamodb', 'sqs', 'kafka'])('of %s are known as such', async (service) => {
    loopback.respond = answerJson({ EventSourceMappings: [mapping({ EventSourceArn: arn(service) })] });
    expect(answerOf(await functions.mappings(null, patient)).items).toMatchObject([
      { source: service, sourceArn: arn(service), functionName: 'consumer' },
    ]);
  });

  it('hold what bounds the concurrency of the function', async () => {
    const EventSourceArn = arn('sqs');
    loopback.respond = answerJson({
      EventSourceMappings: [
        mapping({
          EventSourceArn,
          BatchSize: 10,
          ParallelizationFactor: 4,
          ScalingConfig: { MaximumConcurrency: 50 },
        }),
        mapping({ UUID: 'u2', EventSourceArn }),
      ],
      NextMarker: 'more',
    });
    expect(answerOf(await functions.mappings(null, patient))).toMatchObject({
      items: [
        { uuid: 'u1', state: 'Enabled', batchSize: 10, parallelizationFactor: 4, maximumConcurrency: 50 },
        { uuid: 'u2', batchSize: null, parallelizationFactor: 1, maximumConcurrency: null },
      ],
      nextToken: 'more',
    });
  });

  it('of Kafka outside of AWS are named by their brokers', async () => {
    const SelfManagedEventSource = { Endpoints: { KAFKA_BOOTSTRAP_SERVERS: ['a:9092', 'b:9092'] } };
    loopback.respond = answerJson({ EventSourceMappings: [mapping({ SelfManagedEventSource })] });
    expect(answerOf(await functions.mappings(null, patient)).items).toMatchObject([
      { source: 'kafka', sourceArn: 'a:9092,b:9092' },
    ]);
  });

  it('of other services are kept, those of no function are left out', async () => {
    loopback.respond = answerJson({
      EventSourceMappings: [mapping({ EventSourceArn: arn('mq') }), mapping({ FunctionArn: 'nonsense' })],
    });
    expect(answerOf(await functions.mappings(null, patient)).items).toMatchObject([{ source: 'other' }]);
  });

  it('are asked for behind the marker', async () => {
    loopback.respond = answerJson({ EventSourceMappings: [] });
    await functions.mappings(raw('next'), patient);
    expect(loopback.requests.at(-1)?.url).toBe('/2015-03-31/event-source-mappings?Marker=next');
  });
});

describe('the shard count', () => {
  const stream = raw('arn:aws:kinesis:eu-west-1:123456789012:stream/orders');

  it('counts the open shards of a stream', async () => {
    loopback.respond = answerJson({ StreamDescriptionSummary: { OpenShardCount: 4 } });
    expect(answerOf(await functions.shardCount(stream, patient))).toBe(4);
    expect(sentJson(loopback.requests.at(-1))).toEqual({ StreamARN: stream });
  });

  it('may be denied on its own', async () => {
    loopback.respond = answerJson({ __type: 'AccessDeniedException', Message: 'no' }, 400);
    expect(errorOf(await functions.shardCount(stream, patient))).toMatchObject({
      kind: 'denied',
      action: 'kinesis:DescribeStreamSummary',
    });
  });

  it('is an error, never zero, when it is missing', async () => {
    loopback.respond = answerJson({ StreamDescriptionSummary: {} });
    expect(errorOf(await functions.shardCount(stream, patient)).kind).toBe('malformed');
  });
});
