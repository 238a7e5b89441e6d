import { GetMetricDataCommand, ListMetricsCommand } from '@aws-sdk/client-cloudwatch';
import {
  GetAccountSettingsCommand,
  GetFunctionConcurrencyCommand,
  ListProvisionedConcurrencyConfigsCommand,
} from '@aws-sdk/client-lambda';
import { describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../../src/lambda/time.ts';
import { createWorld } from '../../../src/local/world/create-world.ts';
import type { TruthProvisioned } from '../../../src/local/world/world-truth.ts';
import { startLocal } from './local-client.ts';
import { NOW_MS } from './tiny-world.ts';

const ARN = 'arn:aws:lambda:eu-west-1:123456789012:function';
const SPILLS = 'search-suggest';
const FROM_MS = NOW_MS - 10 * MINUTE_MS;
const UNTIL_MS = NOW_MS - 5 * MINUTE_MS;

const world = createWorld({ seed: 3, nowMs: NOW_MS, cast: 'limits' });
const limits = () => startLocal({ world });

const ofAlias = (name: string) => [
  { Name: 'FunctionName', Value: name },
  { Name: 'Resource', Value: `${name}:live` },
];

type Local = Awaited<ReturnType<typeof limits>>;

async function published(
  { cloudWatch }: Local,
  MetricName: string,
  Stat: string,
  dimensions = ofAlias(SPILLS),
) {
  const Metric = { Namespace: 'AWS/Lambda', MetricName, Dimensions: dimensions };
  const { MetricDataResults } = await cloudWatch.send(
    new GetMetricDataCommand({
      StartTime: new Date(FROM_MS),
      EndTime: new Date(UNTIL_MS),
      ScanBy: 'TimestampAscending',
      MetricDataQueries: [{ Id: 'm', MetricStat: { Metric, Period: 60, Stat } }],
    }),
  );
  return MetricDataResults![0]!.Values;
}

async function truth({ url }: Local, name: string): Promise<readonly TruthProvisioned[]> {
  const range = `function=${name}&startMs=${FROM_MS}&endMs=${UNTIL_MS}`;
  const response = await fetch(`${url}/_local/provisioned?${range}`);
  return (await response.json()) as readonly TruthProvisioned[];
}

describe('provisioned concurrency', () => {
  it('is listed for its alias, and for no other function', async () => {
    const { lambda } = await limits();
    const configsOf = async (FunctionName: string) =>
      (await lambda.send(new ListProvisionedConcurrencyConfigsCommand({ FunctionName })))
        .ProvisionedConcurrencyConfigs;
    expect(await configsOf(SPILLS)).toEqual([
      {
        FunctionArn: `${ARN}:${SPILLS}:live`,
        RequestedProvisionedConcurrentExecutions: 20,
        AvailableProvisionedConcurrentExecutions: 20,
        AllocatedProvisionedConcurrentExecutions: 20,
        Status: 'READY',
        LastModified: expect.any(String),
      },
    ]);
    expect(await configsOf('quote-price')).toMatchObject([{ FunctionArn: `${ARN}:quote-price:7` }]);
    expect(await configsOf('catalog-read')).toEqual([]);
  });

  it('is published by alias, in agreement with the truth', async () => {
    const local = await limits();
    const minutes = await truth(local, SPILLS);
    expect(minutes).toHaveLength(5);
    expect(minutes.every(({ spilledOver }) => spilledOver > 0)).toBe(true);
    const told: readonly (readonly [metric: string, statistic: string, values: readonly number[]])[] = [
      ['ProvisionedConcurrencyInvocations', 'Sum', minutes.map(({ invocations }) => invocations)],
      ['ProvisionedConcurrencySpilloverInvocations', 'Sum', minutes.map(({ spilledOver }) => spilledOver)],
      ['ProvisionedConcurrentExecutions', 'Maximum', minutes.map(({ peak }) => peak)],
      ['ProvisionedConcurrencyUtilization', 'Maximum', minutes.map(({ peak }) => peak / 20)],
    ];
    for (const [metric, statistic, values] of told) {
      expect(await published(local, metric, statistic), metric).toEqual(values);
    }
    const ofFunction = ofAlias(SPILLS).slice(0, 1);
    expect(await published(local, 'ProvisionedConcurrentExecutions', 'Maximum', ofFunction)).toEqual([]);
  });

  it('is a metric only if configured', async () => {
    const { cloudWatch } = await limits();
    const listed = async (name: string) => {
      const { Metrics } = await cloudWatch.send(
        new ListMetricsCommand({
          Namespace: 'AWS/Lambda',
          MetricName: 'ProvisionedConcurrencyUtilization',
          Dimensions: [{ Name: 'FunctionName', Value: name }],
        }),
      );
      return Metrics!.map(({ Dimensions }) => Dimensions);
    };
    expect(await listed('rate-batches')).toEqual([ofAlias('rate-batches')]);
    expect(await listed('catalog-read')).toEqual([]);
  });

  it('counts as claimed by the account with or without calls', async () => {
    const local = await limits();
    const claimed = await published(local, 'ClaimedAccountConcurrency', 'Maximum', []);
    const busy = await published(local, 'UnreservedConcurrentExecutions', 'Maximum', []);
    // 15, 40, 0 and 6,000 are reserved, and 20 and 120 are provisioned without a reservation.
    expect(claimed).toEqual(busy!.map((peak) => peak + 6_055 + 140));
  });
});

it('a reservation that is lowered while the world runs is reported as of the time', async () => {
  const { lambda, clock } = await limits();
  const limitsNow = async () => {
    const own = await lambda.send(new GetFunctionConcurrencyCommand({ FunctionName: 'push-notify' }));
    const { AccountLimit } = await lambda.send(new GetAccountSettingsCommand({}));
    return [own.ReservedConcurrentExecutions, AccountLimit!.UnreservedConcurrentExecutions];
  };
  expect(await limitsNow()).toEqual([40, 245]);
  clock.advance(5 * MINUTE_MS);
  expect(await limitsNow()).toEqual([12, 273]);
});
