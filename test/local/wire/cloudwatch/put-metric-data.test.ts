import type { MetricDatum } from '@aws-sdk/client-cloudwatch';
import { GetMetricDataCommand, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../../../src/lambda/time.ts';
import { errorName, startLocal } from '../local-client.ts';
import { LOG_START_MS, NOW_MS } from '../tiny-world.ts';

const MINUTE = new Date(NOW_MS - MINUTE_MS);
const ORDERS = { Namespace: 'Shop', MetricName: 'Orders', Dimensions: [{ Name: 'Till', Value: '4' }] };
const datum = (value: Partial<MetricDatum>): MetricDatum => ({
  MetricName: ORDERS.MetricName,
  Dimensions: ORDERS.Dimensions,
  Timestamp: new Date(NOW_MS - 30_000),
  ...value,
});

type Local = Awaited<ReturnType<typeof startLocal>>;

async function readStatistics({ cloudWatch }: Local, metric: typeof ORDERS = ORDERS) {
  const names = ['Sum', 'SampleCount', 'Minimum', 'Maximum', 'p50'];
  const { MetricDataResults } = await cloudWatch.send(
    new GetMetricDataCommand({
      MetricDataQueries: names.map((Stat) => ({
        Id: Stat.toLowerCase(),
        MetricStat: { Metric: metric, Period: 60, Stat },
      })),
      StartTime: MINUTE,
      EndTime: new Date(NOW_MS),
    }),
  );
  return MetricDataResults!.map(({ Values }) => Values![0] ?? null);
}

describe('PutMetricData', () => {
  it.each<[string, Partial<MetricDatum>[], (number | null)[]]>([
    ['single values', [{ Value: 3 }, { Value: 5 }, { Value: 4 }], [12, 3, 3, 5, 4]],
    ['values and counts', [{ Values: [1, 10], Counts: [9, 1] }], [19, 10, 1, 10, 1]],
    ['values without counts', [{ Values: [2, 4, 6] }], [12, 3, 2, 6, 4]],
    [
      'statistic sets, which have no percentiles',
      [{ StatisticValues: { SampleCount: 4, Sum: 10, Minimum: 1, Maximum: 5 } }],
      [10, 4, 1, 5, null],
    ],
  ])('can be read back: %s', async (_name, values, expected) => {
    const local = await startLocal();
    await local.cloudWatch.send(
      new PutMetricDataCommand({ Namespace: 'Shop', MetricData: values.map(datum) }),
    );
    expect(await readStatistics(local)).toEqual(expected);
  });

  it.each(['cloudWatchQuery', 'cloudWatchCbor'] as const)('accepts what %s writes', async (name) => {
    const local = await startLocal();
    const MetricData = [datum({ Values: [1, 10], Counts: [9, 1] })];
    await local[name].send(new PutMetricDataCommand({ Namespace: 'Shop', MetricData }));
    expect(await readStatistics(local)).toEqual([19, 10, 1, 10, 1]);
  });

  it('accepts a compressed body', async () => {
    const local = await startLocal();
    const MetricData = Array.from({ length: 1_000 }, () => datum({ Value: 1 }));
    const encodings: unknown[] = [];
    local.cloudWatch.middlewareStack.add(
      (next) => (args) => {
        encodings.push((args.request as { headers: Record<string, string> }).headers['content-encoding']);
        return next(args);
      },
      { step: 'finalizeRequest', priority: 'low' },
    );
    await local.cloudWatch.send(new PutMetricDataCommand({ Namespace: 'Shop', MetricData }));
    expect(encodings).toEqual(['gzip']);
    expect(await readStatistics(local)).toEqual([1_000, 1_000, 1, 1, 1]);
  });

  it('appears after the publication delay', async () => {
    const local = await startLocal({ publicationDelayMs: 10_000 });
    await local.cloudWatch.send(
      new PutMetricDataCommand({ Namespace: 'Shop', MetricData: [datum({ Value: 3 })] }),
    );
    local.clock.advance(9_999);
    expect(await readStatistics(local)).toEqual([null, null, null, null, null]);
    local.clock.advance(1);
    expect(await readStatistics(local)).toEqual([3, 1, 3, 3, 3]);
  });

  it('adds to what Lambda published for the same metric', async () => {
    const local = await startLocal();
    const metric = {
      Namespace: 'AWS/Lambda',
      MetricName: 'Duration',
      Dimensions: [{ Name: 'FunctionName', Value: 'worker' }],
    };
    const { Namespace, ...rest } = metric;
    const MetricData = [{ ...rest, Timestamp: MINUTE, Value: 40 }];
    await local.cloudWatch.send(new PutMetricDataCommand({ Namespace, MetricData }));
    expect(await readStatistics(local, metric)).toEqual([100, 4, 10, 40, 20]);
  });

  it.each<[string, Partial<MetricDatum>]>([
    ['a datum without a value', {}],
    ['a datum with two kinds of value', { Value: 1, Values: [1] }],
    ['counts for other values', { Values: [1, 2], Counts: [1] }],
    ['a time before two weeks ago', { Value: 1, Timestamp: new Date(LOG_START_MS - 14 * 86_400_000) }],
    ['a time after two hours ahead', { Value: 1, Timestamp: new Date(NOW_MS + 7_200_001) }],
  ])('refuses %s', async (_name, value) => {
    const { cloudWatch } = await startLocal();
    const call = cloudWatch.send(new PutMetricDataCommand({ Namespace: 'Shop', MetricData: [datum(value)] }));
    expect(await errorName(call)).toBe('InvalidParameterValueException');
  });
});
