import { PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { MINUTE_MS } from '../../../src/lambda/time.ts';
import { ofFunction } from '../../../src/monitor/metric-owner.ts';
import { answerOf, patient, raw } from '../../aws/loopback-aws.ts';
import { errorName } from '../sdk-clients.ts';
import type { ContractCase } from './contract-case.ts';
import { newMetric } from './contract-metric.ts';

/** Two minutes of one five-minute period, and one of the next. */
function statistic(stat: string, minutes: readonly number[], fiveMinutes: readonly number[]): ContractCase {
  return {
    says: `GetMetricData gives ${stat} of minutes and of five minutes`,
    observe: async (account) => {
      const metric = newMetric(account);
      for (const value of [1, 2, 6]) await metric.put(0, { Value: value });
      for (const value of [10, 20]) await metric.put(2 * MINUTE_MS, { Value: value });
      await metric.put(6 * MINUTE_MS, { Value: 5 });
      return [await metric.points({ stat }), await metric.points({ stat, periodS: 300 })];
    },
    documented: [
      [0, 2, 6].map((minute, index) => [minute * MINUTE_MS, minutes[index]]),
      [0, 5].map((minute, index) => [minute * MINUTE_MS, fiveMinutes[index]]),
    ],
  };
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html */
export const METRIC_CASES: readonly ContractCase[] = [
  statistic('Sum', [9, 30, 5], [39, 5]),
  statistic('Average', [3, 15, 5], [7.8, 5]),
  statistic('Minimum', [1, 10, 5], [1, 5]),
  statistic('Maximum', [6, 20, 5], [20, 5]),
  statistic('SampleCount', [3, 2, 1], [5, 1]),
  {
    says: 'GetMetricData returns percentiles',
    observe: async (account) => {
      const metric = newMetric(account);
      await metric.put(0, { Values: [7], Counts: [20] });
      return metric.points({ stat: 'p95' });
    },
    documented: [[0, 7]],
    moto: { gives: [[0, Number.NaN]], because: 'moto computes no percentiles: it writes None for a number' },
  },
  {
    says: 'GetMetricData counts a value as often as its count says',
    observe: async (account) => {
      const metric = newMetric(account);
      await metric.put(0, { Values: [1, 10], Counts: [3, 2] });
      return [await metric.points({ stat: 'Sum' }), await metric.points({ stat: 'SampleCount' })];
    },
    documented: [[[0, 23]], [[0, 5]]],
  },
  {
    says: 'GetMetricData counts a statistic set as the samples it stands for',
    observe: async (account) => {
      const metric = newMetric(account);
      await metric.put(0, { StatisticValues: { SampleCount: 4, Sum: 40, Minimum: 2, Maximum: 20 } });
      await metric.put(0, { StatisticValues: { SampleCount: 1, Sum: 60, Minimum: 60, Maximum: 60 } });
      const stats = ['Sum', 'Average', 'Minimum', 'Maximum', 'SampleCount'];
      return Promise.all(stats.map(async (stat) => (await metric.points({ stat }))[0]?.[1]));
    },
    documented: [100, 20, 2, 60, 5],
  },
  {
    says: 'GetMetricData stamps samples with the start of their minute',
    observe: async (account) => {
      const metric = newMetric(account);
      await metric.put(0, { Value: 1 });
      await metric.put(59_000, { Value: 2 });
      return metric.points();
    },
    documented: [[0, 3]],
  },
  {
    says: 'GetMetricData has no point if nothing was published, and a point if zero was',
    observe: async (account) => {
      const metric = newMetric(account);
      await metric.put(0, { Value: 0 });
      await metric.put(2 * MINUTE_MS, { Value: 3 });
      return metric.points();
    },
    documented: [
      [0, 0],
      [2 * MINUTE_MS, 3],
    ],
  },
  {
    says: 'GetMetricData answers an unknown metric with a complete result without points',
    observe: (account) => newMetric(account).pages(),
    documented: [{ status: 'Complete', points: [] }],
  },
  {
    says: 'GetMetricData includes the minute at its start and excludes the one at its end',
    observe: async (account) => {
      const metric = newMetric(account);
      for (const minute of [0, 1, 2, 3]) await metric.put(minute * MINUTE_MS, { Value: minute });
      return metric.points({ fromMs: MINUTE_MS, toMs: 3 * MINUTE_MS });
    },
    documented: [
      [MINUTE_MS, 1],
      [2 * MINUTE_MS, 2],
    ],
  },
  {
    says: 'GetMetricData rounds its start and its end down to the minute',
    observe: async (account) => {
      const metric = newMetric(account);
      for (const minute of [0, 1, 2]) await metric.put(minute * MINUTE_MS, { Value: minute + 1 });
      return metric.points({ fromMs: 40_000, toMs: 2 * MINUTE_MS + 40_000 });
    },
    documented: [
      [0, 1],
      [MINUTE_MS, 2],
    ],
    moto: {
      gives: [
        [40_000, 2],
        [100_000, 3],
      ],
      because:
        'the API reference rounds the start down; that the end is too is seen in issue 97 of prometheus-community/yet-another-cloudwatch-exporter',
    },
  },
  {
    says: 'GetMetricData counts longer periods from its start',
    observe: async (account) => {
      const metric = newMetric(account);
      for (const minute of [1, 2, 5, 6, 7]) await metric.put(minute * MINUTE_MS, { Value: 1 });
      return metric.points({ periodS: 300, fromMs: 2 * MINUTE_MS, toMs: 12 * MINUTE_MS });
    },
    // As boto/boto3 issue 3457 explains, with an example.
    documented: [
      [2 * MINUTE_MS, 3],
      [7 * MINUTE_MS, 1],
    ],
  },
  {
    says: 'GetMetricData returns the newest point first by default',
    observe: async (account) => {
      const metric = newMetric(account);
      for (const minute of [0, 1]) await metric.put(minute * MINUTE_MS, { Value: minute });
      return metric.points({ request: { ScanBy: undefined } });
    },
    documented: [
      [MINUTE_MS, 1],
      [0, 0],
    ],
  },
  {
    says: 'GetMetricData cuts pages at MaxDatapoints, and marks incomplete results',
    observe: async (account) => {
      const metric = newMetric(account);
      for (const minute of [0, 1, 2]) await metric.put(minute * MINUTE_MS, { Value: minute });
      const pages = await metric.pages({ request: { MaxDatapoints: 2 } });
      return pages.map(({ status, points }) => [status, points.length]);
    },
    documented: [
      ['PartialData', 2],
      ['Complete', 1],
    ],
    moto: { gives: [['Complete', 3]], because: 'moto does not read MaxDatapoints' },
  },
  {
    says: 'GetMetricData treats a metric with one more dimension as another metric',
    observe: async (account) => {
      const metric = newMetric(account);
      const own = { Name: 'FunctionName', Value: metric.functionName };
      await metric.put(0, { Value: 1 });
      await metric.put(0, { Value: 10, Dimensions: [own, { Name: 'Resource', Value: 'live' }] });
      const both = [own, { Name: 'Resource', Value: 'live' }];
      return [await metric.points(), await metric.points({ dimensions: both })];
    },
    documented: [[[0, 1]], [[0, 10]]],
  },
  {
    says: 'GetMetricData treats dimensions in another order as the same metric',
    observe: async (account) => {
      const metric = newMetric(account);
      const both = [
        { Name: 'FunctionName', Value: metric.functionName },
        { Name: 'Resource', Value: 'live' },
      ];
      await metric.put(0, { Value: 1, Dimensions: both });
      return metric.points({ dimensions: both.toReversed() });
    },
    documented: [[0, 1]],
    moto: { gives: [], because: 'moto sorts them first, but compares a value with a name when it does' },
  },
  {
    says: 'GetMetricData without dimensions returns the metric without any',
    observe: async (account) => {
      const metric = newMetric(account);
      await metric.put(0, { Value: 1 });
      const before = await metric.points({ dimensions: [] });
      await metric.put(0, { Value: 10, Dimensions: [] });
      return [before, await metric.points({ dimensions: [] })];
    },
    documented: [[], [[0, 10]]],
    moto: {
      gives: [[[0, 1]], [[0, 11]]],
      because: 'CloudWatch never merges different sets of dimensions; moto then adds up all of that name',
    },
  },
  {
    says: 'GetMetricData keeps namespaces apart',
    observe: async (account) => {
      const metric = newMetric(account);
      await metric.put(0, { Value: 1 });
      return metric.points({ namespace: 'Other' });
    },
    documented: [],
    moto: {
      gives: [[0, 1]],
      because: 'a metric is its namespace, name and dimensions; moto forgets the first',
    },
  },
  {
    says: 'GetMetricData returns no points in an unpublished unit',
    observe: async (account) => {
      const metric = newMetric(account);
      await metric.put(0, { Value: 1 });
      return [await metric.points({ unit: 'Milliseconds' }), await metric.points({ unit: 'Seconds' })];
    },
    documented: [[[0, 1]], []],
  },
  {
    says: 'GetMetricData refuses an end that is not after its start',
    observe: async (account) => {
      const { pages } = newMetric(account);
      const refusals = [await errorName(pages({ toMs: 0 })), await errorName(pages({ toMs: -MINUTE_MS }))];
      return refusals.map((name) => name.replace(/(Error|Exception)$/, ''));
    },
    // Seen in elastic/beats issue 32687: the API reference names no error for it.
    documented: ['Validation', 'Validation'],
  },
  {
    says: "GetMetricData answers lmon's own queries, in their order",
    observe: async ({ clients: { cloudWatch }, sources, freshName }) => {
      const functionName = freshName();
      const startMs = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS - 5 * MINUTE_MS;
      const datum = (MetricName: string, Value: number) => ({
        MetricName,
        Value,
        Dimensions: [{ Name: 'FunctionName', Value: functionName }],
        Timestamp: new Date(startMs),
      });
      const MetricData = [datum('Invocations', 60), datum('Errors', 3)];
      await cloudWatch.send(new PutMetricDataCommand({ Namespace: 'AWS/Lambda', MetricData }));
      const page = answerOf(
        await sources.metrics.page(
          [
            { owner: ofFunction(raw(functionName)), metric: 'Errors', statistic: 'Sum' },
            { owner: ofFunction(raw(functionName)), metric: 'Invocations', statistic: 'Sum' },
            { owner: ofFunction(raw(functionName)), metric: 'Throttles', statistic: 'Sum' },
          ],
          { startMs, endMs: startMs + MINUTE_MS, periodMs: MINUTE_MS },
          null,
          patient,
        ),
      );
      return page.items.map(({ index, status, points }) => [index, status, points.map(({ value }) => value)]);
    },
    documented: [
      [0, 'complete', [3]],
      [1, 'complete', [60]],
      [2, 'complete', []],
    ],
  },
];
