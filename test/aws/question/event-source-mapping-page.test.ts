import { describe, expect, it } from 'vitest';
import { answerJson, answerOf, loopbackOfFile, patient, raw } from '../loopback-aws.ts';

const loopback = loopbackOfFile();

describe('event source mappings', () => {
  const mapping = (fields: object) => ({
    UUID: 'u1',
    FunctionArn: 'arn:aws:lambda:eu-west-1:123456789012:function:consumer:live',
    State: 'Enabled',
    ...fields,
  });
  const arn = (service: string) => `arn:aws:${service}:eu-west-1:123456789012:thing`;

  it.each(['kinesis', 'dynamodb', 'sqs', 'kafka'])('for %s are known as such', async (service) => {
    loopback.respond = answerJson({ EventSourceMappings: [mapping({ EventSourceArn: arn(service) })] });
    expect(answerOf(await loopback.sources.functions.mappings(null, patient)).items).toMatchObject([
      { source: service, sourceArn: arn(service), functionName: 'consumer' },
    ]);
  });

  it("hold the limits on the function's concurrency", async () => {
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
  ])('hold the provisioned pollers of a queue: %j', async (ProvisionedPollerConfig, pollers) => {
    const fields = { EventSourceArn: arn('sqs'), ProvisionedPollerConfig };
    loopback.respond = answerJson({ EventSourceMappings: [mapping(fields)] });
    expect(answerOf(await loopback.sources.functions.mappings(null, patient)).items).toMatchObject([
      { provisionedPollers: pollers },
    ]);
  });

  it.each([-1, 0.5, 1e300, '4'])('say nothing if a limit is %j', async (bound) => {
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

  it('for Kafka outside of AWS are named by their brokers', async () => {
    const SelfManagedEventSource = { Endpoints: { KAFKA_BOOTSTRAP_SERVERS: ['a:9092', 'b:9092'] } };
    loopback.respond = answerJson({ EventSourceMappings: [mapping({ SelfManagedEventSource })] });
    expect(answerOf(await loopback.sources.functions.mappings(null, patient)).items).toMatchObject([
      { source: 'kafka', sourceArn: 'a:9092,b:9092' },
    ]);
  });

  it('for other services are kept, and those without a function are left out', async () => {
    loopback.respond = answerJson({
      EventSourceMappings: [mapping({ EventSourceArn: arn('mq') }), mapping({ FunctionArn: 'nonsense' })],
    });
    expect(answerOf(await loopback.sources.functions.mappings(null, patient)).items).toMatchObject([
      { source: 'other' },
    ]);
  });

  it('are requested after the marker', async () => {
    loopback.respond = answerJson({ EventSourceMappings: [] });
    await loopback.sources.functions.mappings(raw('next'), patient);
    expect(loopback.requests.at(-1)?.url).toBe('/2015-03-31/event-source-mappings?Marker=next');
  });
});

describe('what a mapping on a stream does with a failing batch', () => {
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

  it('is read in full', async () => {
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

  it('is to retry for as long as the stream keeps the record if AWS says -1', async () => {
    const mapping = await mappingOf({ MaximumRetryAttempts: -1, MaximumRecordAgeInSeconds: -1 });
    expect(mapping?.failurePolicy).toEqual({
      maximumRetries: null,
      maximumRecordAgeMs: null,
      bisectsBatch: false,
      destination: null,
    });
  });

  it('is not read for a queue', async () => {
    const mapping = await mappingOf({ EventSourceArn: 'arn:aws:sqs:eu-west-1:123456789012:orders' });
    expect(mapping?.failurePolicy).toBeNull();
  });
});
