import { describe, expect, it } from 'vitest';
import { answerJson, answerOf, errorOf, loopbackOfFile, patient, raw, sentJson } from '../loopback-aws.ts';

const loopback = loopbackOfFile();

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
  EphemeralStorage: { Size: 2_048 },
  KMSKeyArn: 'arn:aws:kms:eu-west-1:123456789012:key/1',
  VpcConfig: { VpcId: 'vpc-1', SubnetIds: ['subnet-1', 'subnet-2'], SecurityGroupIds: ['sg-1'] },
  FileSystemConfigs: [
    { Arn: 'arn:aws:elasticfilesystem:eu-west-1:1:access-point/1', LocalMountPath: '/mnt/a' },
  ],
  SnapStart: { ApplyOn: 'PublishedVersions', OptimizationStatus: 'On' },
  State: 'Active',
  LastUpdateStatus: 'Failed',
  LastUpdateStatusReasonCode: 'InvalidSubnet',
  LastUpdateStatusReason: 'no such subnet',
  Environment: { Variables: { DATABASE_PASSWORD: 'hunter2' } },
};

describe('a function configuration', () => {
  const configuration = async (answer: unknown) => {
    loopback.respond = answerJson(answer);
    return loopback.sources.functions.configuration(raw('checkout'), patient);
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
      lastModifiedMs: Date.parse(checkout.LastModified),
      logGroup: '/shared/shop',
      logFormat: 'json',
      deadLetterTarget: checkout.DeadLetterConfig.TargetArn,
      setup: {
        ephemeralStorageMb: 2_048,
        kmsKeyArn: checkout.KMSKeyArn,
        vpc: { vpcId: 'vpc-1', subnets: 2, securityGroups: 1 },
        fileSystems: 1,
        startsFromSnapshot: true,
        state: { status: 'Active', reasonCode: null, reason: null },
        lastUpdate: { status: 'Failed', reasonCode: 'InvalidSubnet', reason: 'no such subnet' },
      },
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
      lastModifiedMs: null,
      logGroup: '/aws/lambda/checkout',
      logFormat: 'text',
      deadLetterTarget: null,
      setup: {
        ephemeralStorageMb: 512,
        kmsKeyArn: null,
        vpc: null,
        fileSystems: 0,
        startsFromSnapshot: false,
        state: null,
        lastUpdate: null,
      },
    });
  });

  it.each(['FunctionName', 'FunctionArn'])('without a %s is unreadable', async (field) => {
    expect(errorOf(await configuration({ ...checkout, [field]: undefined })).kind).toBe('malformed');
  });

  it.each([
    ['a name of more than 64 characters', { FunctionName: 'n'.repeat(65) }],
    ['an ARN of more than 256 characters', { FunctionArn: `${checkout.FunctionArn}:${'v'.repeat(256)}` }],
  ])('with %s is unreadable', async (_what, field) => {
    expect(errorOf(await configuration({ ...checkout, ...field })).kind).toBe('malformed');
  });

  it.each([-128, 0, 0.5, 1e300, '512', null])(
    'that says %j for its memory has the default',
    async (MemorySize) => {
      expect(answerOf(await configuration({ ...checkout, MemorySize })).memoryMb).toBe(128);
    },
  );

  it.each([-30, 0, 2.5, 901, 1e300])('that says %j for its timeout has the default', async (Timeout) => {
    expect(answerOf(await configuration({ ...checkout, Timeout })).timeoutMs).toBe(3_000);
  });

  it('of a function that does not exist is absent', async () => {
    loopback.respond = answerJson({ Type: 'User', Message: 'Function not found' }, 404, {
      'x-amzn-errortype': 'ResourceNotFoundException',
    });
    expect(errorOf(await loopback.sources.functions.configuration(raw('gone'), patient))).toMatchObject({
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
    const page = answerOf(await loopback.sources.functions.page(null, patient));
    expect(page).toMatchObject({ items: [{ name: 'checkout' }], nextToken: 'more' });
    expect(JSON.stringify(page)).not.toContain('hunter2');
    expect(loopback.requests.at(-1)?.url).toBe('/2015-03-31/functions');
  });

  it('asks for the page behind the marker', async () => {
    loopback.respond = answerJson({ Functions: [] });
    await loopback.sources.functions.page(raw('a b'), patient);
    expect(loopback.requests.at(-1)?.url).toBe('/2015-03-31/functions?Marker=a%20b');
  });

  it('is an error, never an account without functions, when the list is missing', async () => {
    loopback.respond = answerJson({});
    expect(errorOf(await loopback.sources.functions.page(null, patient)).kind).toBe('malformed');
  });
});

describe('reserved concurrency', () => {
  it.each([
    ['none', {}, null],
    ['zero, which switches the function off', { ReservedConcurrentExecutions: 0 }, 0],
    ['200', { ReservedConcurrentExecutions: 200 }, 200],
  ])('is %s', async (_what, answer, reserved) => {
    loopback.respond = answerJson(answer);
    expect(answerOf(await loopback.sources.functions.reservedConcurrency(raw('checkout'), patient))).toBe(
      reserved,
    );
  });

  it.each(['many', -1, 1.5, 1e12])('is an error, never none, when it is %j', async (reserved) => {
    loopback.respond = answerJson({ ReservedConcurrentExecutions: reserved });
    expect(errorOf(await loopback.sources.functions.reservedConcurrency(raw('checkout'), patient)).kind).toBe(
      'malformed',
    );
  });
});

describe('account limits', () => {
  it('are those of the account in this Region', async () => {
    loopback.respond = answerJson({
      AccountLimit: { ConcurrentExecutions: 1_000, UnreservedConcurrentExecutions: 765 },
    });
    expect(answerOf(await loopback.sources.functions.accountLimits(patient))).toEqual({
      concurrency: 1_000,
      unreservedConcurrency: 765,
    });
  });

  it.each([
    ['missing', {}],
    ['half there', { AccountLimit: { ConcurrentExecutions: 1_000 } }],
    ['below 0', { AccountLimit: { ConcurrentExecutions: 1_000, UnreservedConcurrentExecutions: -1 } }],
    [
      'no whole numbers',
      { AccountLimit: { ConcurrentExecutions: 0.5, UnreservedConcurrentExecutions: 0.5 } },
    ],
    [
      'beyond all reason',
      { AccountLimit: { ConcurrentExecutions: 1e15, UnreservedConcurrentExecutions: 1 } },
    ],
  ])('are an error, never an assumed number, when they are %s', async (_what, answer) => {
    loopback.respond = answerJson(answer);
    expect(errorOf(await loopback.sources.functions.accountLimits(patient)).kind).toBe('malformed');
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
    expect(answerOf(await loopback.sources.functions.mappings(null, patient)).items).toMatchObject([
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
    expect(answerOf(await loopback.sources.functions.mappings(null, patient))).toMatchObject({
      items: [
        { uuid: 'u1', state: 'Enabled', batchSize: 10, parallelizationFactor: 4, maximumConcurrency: 50 },
        { uuid: 'u2', batchSize: null, parallelizationFactor: 1, maximumConcurrency: null },
      ],
      nextToken: 'more',
    });
  });

  it.each([
    [
      { MinimumPollers: 4, MaximumPollers: 20 },
      { minimum: 4, maximum: 20 },
    ],
    [{}, { minimum: 2, maximum: 200 }],
    [
      { MinimumPollers: 'x', MaximumPollers: -1 },
      { minimum: 2, maximum: 200 },
    ],
  ])('hold the pollers that are kept for a queue: %j', async (ProvisionedPollerConfig, pollers) => {
    const fields = { EventSourceArn: arn('sqs'), ProvisionedPollerConfig };
    loopback.respond = answerJson({ EventSourceMappings: [mapping(fields)] });
    expect(answerOf(await loopback.sources.functions.mappings(null, patient)).items).toMatchObject([
      { provisionedPollers: pollers },
    ]);
  });

  it.each([-1, 0.5, 1e300, '4'])('say nothing where a bound is %j', async (bound) => {
    const fields = {
      BatchSize: bound,
      ParallelizationFactor: bound,
      ScalingConfig: { MaximumConcurrency: bound },
    };
    loopback.respond = answerJson({ EventSourceMappings: [mapping(fields)] });
    expect(answerOf(await loopback.sources.functions.mappings(null, patient)).items).toMatchObject([
      { batchSize: null, parallelizationFactor: 1, maximumConcurrency: null },
    ]);
  });

  it('of a function with an endless name are left out', async () => {
    const FunctionArn = `arn:aws:lambda:eu-west-1:123456789012:function:${'n'.repeat(65)}`;
    loopback.respond = answerJson({ EventSourceMappings: [mapping({ FunctionArn }), mapping({})] });
    expect(answerOf(await loopback.sources.functions.mappings(null, patient)).items).toMatchObject([
      { functionName: 'consumer' },
    ]);
  });

  it('of Kafka outside of AWS are named by their brokers', async () => {
    const SelfManagedEventSource = { Endpoints: { KAFKA_BOOTSTRAP_SERVERS: ['a:9092', 'b:9092'] } };
    loopback.respond = answerJson({ EventSourceMappings: [mapping({ SelfManagedEventSource })] });
    expect(answerOf(await loopback.sources.functions.mappings(null, patient)).items).toMatchObject([
      { source: 'kafka', sourceArn: 'a:9092,b:9092' },
    ]);
  });

  it('of other services are kept, those of no function are left out', async () => {
    loopback.respond = answerJson({
      EventSourceMappings: [mapping({ EventSourceArn: arn('mq') }), mapping({ FunctionArn: 'nonsense' })],
    });
    expect(answerOf(await loopback.sources.functions.mappings(null, patient)).items).toMatchObject([
      { source: 'other' },
    ]);
  });

  it('are asked for behind the marker', async () => {
    loopback.respond = answerJson({ EventSourceMappings: [] });
    await loopback.sources.functions.mappings(raw('next'), patient);
    expect(loopback.requests.at(-1)?.url).toBe('/2015-03-31/event-source-mappings?Marker=next');
  });
});

describe('what a mapping on a stream does with a batch that fails', () => {
  const mappingOf = async (fields: object) => {
    loopback.respond = answerJson({
      EventSourceMappings: [
        {
          UUID: 'u1',
          FunctionArn: 'arn:aws:lambda:eu-west-1:123456789012:function:consumer',
          EventSourceArn: 'arn:aws:kinesis:eu-west-1:123456789012:stream/orders',
          ...fields,
        },
      ],
    });
    return answerOf(await loopback.sources.functions.mappings(null, patient)).items[0];
  };

  it('is told in full', async () => {
    const mapping = await mappingOf({
      MaximumRetryAttempts: 3,
      MaximumRecordAgeInSeconds: 3_600,
      BisectBatchOnFunctionError: true,
      DestinationConfig: { OnFailure: { Destination: 'arn:aws:sqs:eu-west-1:123456789012:lost' } },
      LastProcessingResult: 'PROBLEM: Function call failed',
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    });
    expect(mapping).toMatchObject({
      failurePolicy: {
        maximumRetries: 3,
        maximumRecordAgeMs: 3_600_000,
        bisectsBatch: true,
        destination: 'arn:aws:sqs:eu-west-1:123456789012:lost',
      },
      lastResult: 'PROBLEM: Function call failed',
      reportsItemFailures: true,
    });
  });

  it('is to retry for as long as the stream keeps the record where AWS says -1', async () => {
    const mapping = await mappingOf({ MaximumRetryAttempts: -1, MaximumRecordAgeInSeconds: -1 });
    expect(mapping?.failurePolicy).toEqual({
      maximumRetries: null,
      maximumRecordAgeMs: null,
      bisectsBatch: false,
      destination: null,
    });
  });

  it('is not asked of a queue', async () => {
    const mapping = await mappingOf({ EventSourceArn: 'arn:aws:sqs:eu-west-1:123456789012:orders' });
    expect(mapping?.failurePolicy).toBeNull();
  });
});

describe('aliases', () => {
  it.each([
    ['one version', {}, [{ version: '41', weight: 1 }]],
    [
      'two versions, whose weights add up to 1',
      { RoutingConfig: { AdditionalVersionWeights: { '42': 0.75 } } },
      [
        { version: '42', weight: 0.75 },
        { version: '41', weight: 0.25 },
      ],
    ],
    [
      'one version where a weight is nonsense',
      { RoutingConfig: { AdditionalVersionWeights: { '42': -3 } } },
      [{ version: '41', weight: 1 }],
    ],
  ])('lead to %s', async (_whereTo, fields, versions) => {
    loopback.respond = answerJson({ Aliases: [{ Name: 'live', FunctionVersion: '41', ...fields }] });
    expect(answerOf(await loopback.sources.functions.aliases(raw('cart'), null, patient)).items).toEqual([
      { name: 'live', versions },
    ]);
  });

  it('are asked for behind the marker', async () => {
    loopback.respond = answerJson({ Aliases: [], NextMarker: 'more' });
    expect(
      answerOf(await loopback.sources.functions.aliases(raw('cart'), raw('next'), patient)).nextToken,
    ).toBe('more');
    expect(loopback.requests.at(-1)?.url).toBe('/2015-03-31/functions/cart/aliases?Marker=next');
  });
});

describe('versions', () => {
  it('are told with what tells them apart, and without their environment variables', async () => {
    loopback.respond = answerJson({
      Versions: [
        {
          FunctionName: 'cart',
          FunctionArn: 'arn:aws:lambda:eu-west-1:123456789012:function:cart:41',
          Version: '41',
          LastModified: '2026-11-24T02:41:07.000+0000',
          CodeSha256: 'digest',
          Runtime: 'nodejs22.x',
          Architectures: ['arm64'],
          MemorySize: 512,
          Timeout: 10,
          Layers: [{ Arn: 'arn:of:layer:3' }, null, { Arn: '' }],
          Environment: { Variables: { DB_PASSWORD: 'secret' } },
        },
        { Version: '42' },
      ],
      NextMarker: 'more',
    });
    expect(answerOf(await loopback.sources.functions.versions(raw('cart'), raw('next'), patient))).toEqual({
      items: [
        {
          version: '41',
          modifiedMs: Date.UTC(2026, 10, 24, 2, 41, 7),
          codeDigest: 'digest',
          runtime: 'nodejs22.x',
          architecture: 'arm64',
          memoryMb: 512,
          timeoutMs: 10_000,
          layers: ['arn:of:layer:3'],
        },
      ],
      nextToken: 'more',
    });
    expect(loopback.requests.at(-1)?.url).toBe('/2015-03-31/functions/cart/versions?Marker=next');
  });

  it('are unreadable where there is no list of them', async () => {
    loopback.respond = answerJson({ Versions: 'none' });
    expect(errorOf(await loopback.sources.functions.versions(raw('cart'), null, patient)).kind).toBe(
      'malformed',
    );
  });
});

describe('asynchronous delivery', () => {
  it('is told with its retries, age and destination', async () => {
    loopback.respond = answerJson({
      MaximumRetryAttempts: 1,
      MaximumEventAgeInSeconds: 900,
      DestinationConfig: { OnFailure: { Destination: 'arn:aws:sqs:eu-west-1:123456789012:lost' } },
    });
    expect(answerOf(await loopback.sources.functions.asyncDelivery(raw('mailer'), patient))).toEqual({
      maximumRetries: 1,
      maximumEventAgeMs: 900_000,
      failureDestination: 'arn:aws:sqs:eu-west-1:123456789012:lost',
    });
  });

  it("is Lambda's default where nobody configured it", async () => {
    loopback.respond = answerJson({ Type: 'User', Message: 'no config' }, 404, {
      'x-amzn-errortype': 'ResourceNotFoundException',
    });
    expect(answerOf(await loopback.sources.functions.asyncDelivery(raw('mailer'), patient))).toBeNull();
  });

  it('may be denied on its own', async () => {
    loopback.respond = answerJson({ Message: 'no' }, 403, { 'x-amzn-errortype': 'AccessDeniedException' });
    expect(errorOf(await loopback.sources.functions.asyncDelivery(raw('mailer'), patient)).kind).toBe(
      'denied',
    );
  });
});

describe('a stream', () => {
  const stream = raw('arn:aws:kinesis:eu-west-1:123456789012:stream/orders');

  it('has open shards, and keeps records for a while', async () => {
    loopback.respond = answerJson({
      StreamDescriptionSummary: { OpenShardCount: 4, RetentionPeriodHours: 24 },
    });
    expect(answerOf(await loopback.sources.functions.stream(stream, patient))).toEqual({
      openShards: 4,
      retentionMs: 24 * 3_600_000,
    });
    expect(sentJson(loopback.requests.at(-1))).toEqual({ StreamARN: stream });
  });

  it('may be denied on its own', async () => {
    loopback.respond = answerJson({ __type: 'AccessDeniedException', Message: 'no' }, 400);
    expect(errorOf(await loopback.sources.functions.stream(stream, patient))).toMatchObject({
      kind: 'denied',
      action: 'kinesis:DescribeStreamSummary',
    });
  });

  it.each([undefined, -1, 1.5, 1e300])(
    'is an error, never one without shards, when the count is %j',
    async (count) => {
      loopback.respond = answerJson({ StreamDescriptionSummary: { OpenShardCount: count } });
      expect(errorOf(await loopback.sources.functions.stream(stream, patient)).kind).toBe('malformed');
    },
  );
});
