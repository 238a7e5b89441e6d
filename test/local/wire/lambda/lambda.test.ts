import {
  GetAccountSettingsCommand,
  GetFunctionConcurrencyCommand,
  GetFunctionConfigurationCommand,
  type LambdaClient,
  ListEventSourceMappingsCommand,
  ListFunctionsCommand,
  paginateListFunctions,
} from '@aws-sdk/client-lambda';
import { describe, expect, it } from 'vitest';
import { FAKE_SECRET } from '../../../../src/local/wire/lambda/function-document.ts';
import { errorName, startLocal } from '../local-client.ts';
import { aliasedWorld, tinyWorld } from '../tiny-world.ts';

const ARN = 'arn:aws:lambda:eu-west-1:123456789012:function:worker';
const NOBODY = { FunctionName: 'nope' };

describe('the Lambda API', () => {
  it('lists functions 50 a page, whatever is requested', async () => {
    const { lambda } = await startLocal({ world: tinyWorld(118) });
    const sizes: number[] = [];
    const names = new Set<string>();
    for await (const { Functions } of paginateListFunctions({ client: lambda }, { MaxItems: 10_000 })) {
      sizes.push(Functions!.length);
      for (const { FunctionName } of Functions!) names.add(FunctionName!);
    }
    expect(sizes).toEqual([50, 50, 20]);
    expect(names.size).toBe(120);
  });

  it('omits states from lists and includes them in a configuration', async () => {
    const { lambda } = await startLocal();
    const { Functions } = await lambda.send(new ListFunctionsCommand({ MaxItems: 1 }));
    const configuration = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName: 'worker' }));
    expect(Functions![0]).not.toHaveProperty('State');
    expect(configuration).toMatchObject({
      FunctionArn: ARN,
      Timeout: 10,
      MemorySize: 512,
      State: 'Active',
      LastUpdateStatus: 'Successful',
      LoggingConfig: { LogFormat: 'JSON', LogGroup: '/aws/lambda/worker' },
      DeadLetterConfig: { TargetArn: 'arn:aws:sqs:eu-west-1:123456789012:dead' },
    });
  });

  it('returns a secret that lmon must not show', async () => {
    const { lambda } = await startLocal();
    const { Environment } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName: 'quiet' }));
    expect(Environment?.Variables).toHaveProperty('DB_PASSWORD', FAKE_SECRET);
  });

  it.each(['worker', 'worker:live', '123456789012:function:worker', ARN, `${ARN}:7`])(
    'finds the function by %s',
    async (FunctionName) => {
      const { lambda } = await startLocal({ world: aliasedWorld() });
      const configuration = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
      expect(configuration.FunctionName).toBe('worker');
    },
  );

  it.each([
    ['worker', 35],
    ['quiet', undefined],
  ])('says that %s has reserved %s', async (FunctionName, expected) => {
    const { lambda } = await startLocal();
    const { ReservedConcurrentExecutions } = await lambda.send(
      new GetFunctionConcurrencyCommand({ FunctionName }),
    );
    expect(ReservedConcurrentExecutions).toBe(expected);
  });

  it('subtracts reservations from the account limit', async () => {
    const { lambda } = await startLocal();
    const { AccountLimit, AccountUsage } = await lambda.send(new GetAccountSettingsCommand({}));
    expect(AccountLimit).toMatchObject({ ConcurrentExecutions: 1_000, UnreservedConcurrentExecutions: 965 });
    expect(AccountUsage).toMatchObject({ FunctionCount: 2 });
  });

  it.each([
    ['all of them', {}, 1],
    ['those of a function', { FunctionName: 'worker' }, 1],
    ['none of another function', { FunctionName: 'quiet' }, 0],
    ['those of a stream', { EventSourceArn: 'arn:aws:kinesis:eu-west-1:123456789012:stream/orders' }, 1],
    ['none of another stream', { EventSourceArn: 'arn:aws:kinesis:eu-west-1:123456789012:stream/other' }, 0],
  ])('lists event source mappings: %s', async (_name, input, count) => {
    const { lambda } = await startLocal();
    const { EventSourceMappings } = await lambda.send(new ListEventSourceMappingsCommand(input));
    expect(EventSourceMappings).toHaveLength(count);
    for (const mapping of EventSourceMappings!) {
      expect(mapping).toMatchObject({
        FunctionArn: ARN,
        ParallelizationFactor: 2,
        BatchSize: 100,
        State: 'Enabled',
      });
    }
  });

  it.each<[string, (client: LambdaClient) => Promise<unknown>]>([
    ['configuration', (client) => client.send(new GetFunctionConfigurationCommand(NOBODY))],
    ['concurrency', (client) => client.send(new GetFunctionConcurrencyCommand(NOBODY))],
    ['mappings', (client) => client.send(new ListEventSourceMappingsCommand(NOBODY))],
  ])('has no %s for an unknown function', async (_name, call) => {
    const { lambda } = await startLocal();
    expect(await errorName(call(lambda))).toBe('ResourceNotFoundException');
  });

  it('refuses a made-up marker', async () => {
    const { lambda } = await startLocal();
    const call = lambda.send(new ListFunctionsCommand({ Marker: 'made-up' }));
    expect(await errorName(call)).toBe('InvalidParameterValueException');
  });
});
