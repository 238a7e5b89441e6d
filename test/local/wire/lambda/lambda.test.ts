import {
  GetAccountSettingsCommand,
  GetFunctionConfigurationCommand,
  ListEventSourceMappingsCommand,
  ListFunctionsCommand,
} from '@aws-sdk/client-lambda';
import { describe, expect, it } from 'vitest';
import { FAKE_SECRET } from '../../../../src/local/wire/lambda/function-document.ts';
import { startLocal } from '../local-client.ts';
import { aliasedWorld } from '../tiny-world.ts';

const ARN = 'arn:aws:lambda:eu-west-1:123456789012:function:worker';

describe('the Lambda API', () => {
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
});
