import {
  GetFunctionConfigurationCommand,
  GetFunctionEventInvokeConfigCommand,
  ListAliasesCommand,
  ListEventSourceMappingsCommand,
  ListVersionsByFunctionCommand,
} from '@aws-sdk/client-lambda';
import { describe, expect, it } from 'vitest';
import { errorName, startLocal } from '../local-client.ts';
import { aliasedWorld, tinyWorld } from '../tiny-world.ts';

const ARN = 'arn:aws:lambda:eu-west-1:123456789012:function:worker';

describe('the versions of a function', () => {
  it('are listed after $LATEST, each with its own ARN', async () => {
    const { lambda } = await startLocal({ world: aliasedWorld() });
    const { Versions } = await lambda.send(new ListVersionsByFunctionCommand({ FunctionName: 'worker' }));
    expect(Versions?.map(({ Version, FunctionArn }) => [Version, FunctionArn])).toEqual([
      ['$LATEST', `${ARN}:$LATEST`],
      ['7', `${ARN}:7`],
      ['8', `${ARN}:8`],
    ]);
  });

  it('are targets of an alias, with their weights', async () => {
    const { lambda } = await startLocal({ world: aliasedWorld() });
    const { Aliases } = await lambda.send(new ListAliasesCommand({ FunctionName: 'worker' }));
    expect(Aliases).toMatchObject([
      {
        AliasArn: `${ARN}:live`,
        Name: 'live',
        FunctionVersion: '7',
        RoutingConfig: { AdditionalVersionWeights: { '8': 0.1 } },
      },
    ]);
  });

  it.each([
    ['7', 1],
    ['8', 0],
  ])('filter the aliases: version %s has %i', async (FunctionVersion, count) => {
    const { lambda } = await startLocal({ world: aliasedWorld() });
    const input = { FunctionName: 'worker', FunctionVersion };
    expect((await lambda.send(new ListAliasesCommand(input))).Aliases).toHaveLength(count);
  });

  it.each([
    { Qualifier: undefined, Version: '$LATEST', FunctionArn: ARN },
    { Qualifier: '8', Version: '8', FunctionArn: `${ARN}:8` },
    { Qualifier: 'live', Version: '7', FunctionArn: `${ARN}:live` },
  ])('are selected by the qualifier $Qualifier', async ({ Qualifier, Version, FunctionArn }) => {
    const { lambda } = await startLocal({ world: aliasedWorld() });
    const input = { FunctionName: 'worker', ...(Qualifier === undefined ? {} : { Qualifier }) };
    const configuration = await lambda.send(new GetFunctionConfigurationCommand(input));
    expect(configuration).toMatchObject({ Version, FunctionArn });
  });

  it.each(['9', 'beta'])('do not include %s, which does not exist', async (Qualifier) => {
    const { lambda } = await startLocal({ world: aliasedWorld() });
    const call = lambda.send(new GetFunctionConfigurationCommand({ FunctionName: 'worker', Qualifier }));
    expect(await errorName(call)).toBe('ResourceNotFoundException');
  });
});

describe('the ways a function is called', () => {
  const world = () => ({
    ...tinyWorld(),
    eventInvokeConfigs: [
      {
        functionName: 'worker',
        maximumRetryAttempts: 2,
        maximumEventAgeMs: 21_600_000,
        onFailureArn: 'arn:aws:sqs:eu-west-1:123456789012:failed',
      },
    ],
  });

  it('asynchronously are described by its event invoke config', async () => {
    const { lambda } = await startLocal({ world: world() });
    const config = await lambda.send(new GetFunctionEventInvokeConfigCommand({ FunctionName: 'worker' }));
    expect(config).toMatchObject({
      FunctionArn: `${ARN}:$LATEST`,
      MaximumRetryAttempts: 2,
      MaximumEventAgeInSeconds: 21_600,
      DestinationConfig: { OnFailure: { Destination: 'arn:aws:sqs:eu-west-1:123456789012:failed' } },
    });
  });

  it('by a stream include how long and how often a batch is retried', async () => {
    const problem = 'PROBLEM: Function call failed';
    const { lambda } = await startLocal({ world: { ...tinyWorld(), lastProcessingResult: () => problem } });
    const { EventSourceMappings } = await lambda.send(new ListEventSourceMappingsCommand({}));
    expect(EventSourceMappings).toMatchObject([
      {
        BisectBatchOnFunctionError: false,
        MaximumRetryAttempts: -1,
        MaximumRecordAgeInSeconds: -1,
        DestinationConfig: { OnFailure: {} },
        FunctionResponseTypes: [],
        LastProcessingResult: problem,
      },
    ]);
  });

  it('by a queue include whether failed items are reported', async () => {
    const [mapping] = tinyWorld().mappings;
    const sourceArn = 'arn:aws:sqs:eu-west-1:123456789012:jobs';
    const mappings = [{ ...mapping!, sourceArn, reportsBatchItemFailures: true, maximumConcurrency: 20 }];
    const { lambda } = await startLocal({ world: { ...tinyWorld(), mappings } });
    const { EventSourceMappings } = await lambda.send(new ListEventSourceMappingsCommand({}));
    expect(EventSourceMappings).toMatchObject([
      { FunctionResponseTypes: ['ReportBatchItemFailures'], ScalingConfig: { MaximumConcurrency: 20 } },
    ]);
    expect(EventSourceMappings![0]).not.toHaveProperty('LastProcessingResult');
  });
});
