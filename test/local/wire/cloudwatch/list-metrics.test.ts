import type { ListMetricsCommandInput } from '@aws-sdk/client-cloudwatch';
import { ListMetricsCommand } from '@aws-sdk/client-cloudwatch';
import { describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../../../src/lambda/time.ts';
import { startLocal } from '../local-client.ts';

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
});
