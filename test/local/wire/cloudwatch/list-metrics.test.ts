import type { ListMetricsCommandInput } from '@aws-sdk/client-cloudwatch';
import { ListMetricsCommand, PutMetricDataCommand, paginateListMetrics } from '@aws-sdk/client-cloudwatch';
import { describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../../../src/lambda/time.ts';
import { errorName, startLocal } from '../local-client.ts';
import { tinyWorld } from '../tiny-world.ts';

type Local = Awaited<ReturnType<typeof startLocal>>;

async function listed({ cloudWatch }: Local, input: ListMetricsCommandInput) {
  const { Metrics } = await cloudWatch.send(new ListMetricsCommand(input));
  return Metrics!.map(({ MetricName, Dimensions }) => `${MetricName} ${Dimensions?.[0]?.Value ?? '-'}`);
}

describe('ListMetrics', () => {
  it('finds the functions that were active in the last three hours', async () => {
    const local = await startLocal();
    const input = { Namespace: 'AWS/Lambda', MetricName: 'Invocations', RecentlyActive: 'PT3H' } as const;
    expect(await listed(local, input)).toEqual(['Invocations worker', 'Invocations -']);
  });

  it('forgets a function that has been silent for three hours', async () => {
    const local = await startLocal();
    local.clock.advance(181 * MINUTE_MS);
    expect(await listed(local, { MetricName: 'Invocations', RecentlyActive: 'PT3H' })).toEqual([]);
  });

  it('also lists silent functions unless only active ones are wanted', async () => {
    const local = await startLocal();
    const functions = await listed(local, { MetricName: 'Errors', Dimensions: [{ Name: 'FunctionName' }] });
    expect(functions).toEqual(['Errors worker', 'Errors quiet']);
  });

  it('lists IteratorAge only with a stream, DeadLetterErrors only with a target', async () => {
    const local = await startLocal();
    expect(await listed(local, { MetricName: 'IteratorAge' })).toEqual(['IteratorAge worker']);
    expect(await listed(local, { MetricName: 'DeadLetterErrors' })).toEqual(['DeadLetterErrors worker']);
  });

  it.each(['cloudWatch', 'cloudWatchQuery'] as const)('returns 500 a page: %s', async (name) => {
    const { [name]: client } = await startLocal({ world: tinyWorld(130) });
    const sizes: number[] = [];
    for await (const { Metrics } of paginateListMetrics({ client }, {})) sizes.push(Metrics!.length);
    expect(sizes).toEqual([500, 131 * 5 + 7 + 7 - 500]);
  });

  it('lists metrics that callers wrote', async () => {
    const local = await startLocal();
    const MetricData = [{ MetricName: 'Orders', Value: 1 }];
    await local.cloudWatch.send(new PutMetricDataCommand({ Namespace: 'Shop', MetricData }));
    expect(await listed(local, { Namespace: 'Shop' })).toEqual(['Orders -']);
  });

  it('refuses a made-up token', async () => {
    const { cloudWatch } = await startLocal();
    expect(await errorName(cloudWatch.send(new ListMetricsCommand({ NextToken: 'made-up' })))).toBe(
      'InvalidParameterValueException',
    );
  });
});
