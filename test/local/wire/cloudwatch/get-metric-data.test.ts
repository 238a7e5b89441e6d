import type {
  CloudWatchClient,
  GetMetricDataCommandInput,
  MetricDataQuery,
} from '@aws-sdk/client-cloudwatch';
import { GetMetricDataCommand, GetMetricStatisticsCommand } from '@aws-sdk/client-cloudwatch';
import { describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../../../src/lambda/time.ts';
import { errorName, startLocal } from '../local-client.ts';
import { LOG_START_MS, NOW_MS } from '../tiny-world.ts';

const LAST_FIVE = { StartTime: new Date(NOW_MS - 5 * MINUTE_MS), EndTime: new Date(NOW_MS) };
const WORKER = [{ Name: 'FunctionName', Value: 'worker' }];

function query(
  Id: string,
  MetricName: string,
  Stat: string,
  changes: { Period?: number; Dimensions?: typeof WORKER } = {},
): MetricDataQuery {
  const { Period = 60, Dimensions = WORKER } = changes;
  return {
    Id,
    MetricStat: { Metric: { Namespace: 'AWS/Lambda', MetricName, Dimensions }, Period, Stat },
  };
}

async function valuesOf(
  client: CloudWatchClient,
  queries: MetricDataQuery[],
  range: Partial<GetMetricDataCommandInput> = {},
) {
  const { MetricDataResults } = await client.send(
    new GetMetricDataCommand({ MetricDataQueries: queries, ...LAST_FIVE, ...range }),
  );
  return Object.fromEntries(MetricDataResults!.map(({ Id, Values }) => [Id, Values]));
}

describe('GetMetricData', () => {
  it.each([
    ['p50', 20],
    ['p90', 30],
  ])('computes the %s of five minutes from single minutes', async (statistic, expected) => {
    const { cloudWatch } = await startLocal();
    const values = await valuesOf(cloudWatch, [query('a', 'Duration', statistic, { Period: 300 })]);
    expect(values).toEqual({ a: [expected] });
  });

  it('returns the same numbers in JSON, Query and CBOR', async () => {
    const { cloudWatch, cloudWatchQuery, cloudWatchCbor } = await startLocal();
    const command = () =>
      new GetMetricDataCommand({
        MetricDataQueries: [
          query('calls', 'Invocations', 'Sum'),
          query('whole', 'Invocations', 'Sum', { Dimensions: [] }),
          query('slow', 'Duration', 'p99', { Period: 120 }),
          query('none', 'Throttles', 'Sum'),
        ],
        ...LAST_FIVE,
      });
    const json = await cloudWatch.send(command());
    const xml = await cloudWatchQuery.send(command());
    const cbor = await cloudWatchCbor.send(command());
    expect(json.MetricDataResults).toHaveLength(4);
    expect(json.MetricDataResults![0]!.Timestamps![0]).toEqual(new Date(NOW_MS - MINUTE_MS));
    expect(xml.MetricDataResults).toEqual(json.MetricDataResults);
    expect(cbor.MetricDataResults).toEqual(json.MetricDataResults);
  });

  it.each([
    [
      'a function that never ran',
      query('a', 'Invocations', 'Sum', { Dimensions: [{ Name: 'FunctionName', Value: 'quiet' }] }),
    ],
    [
      'another set of dimensions',
      query('a', 'Invocations', 'Sum', { Dimensions: [...WORKER, { Name: 'Resource', Value: 'worker:7' }] }),
    ],
  ])('answers %s with an empty, complete result', async (_name, asked) => {
    const { cloudWatch } = await startLocal();
    const { MetricDataResults } = await cloudWatch.send(
      new GetMetricDataCommand({ MetricDataQueries: [asked], ...LAST_FIVE }),
    );
    expect(MetricDataResults).toMatchObject([
      { Id: 'a', Values: [], Timestamps: [], StatusCode: 'Complete' },
    ]);
  });

  it.each(['cloudWatch', 'cloudWatchQuery'] as const)('pages through partial data: %s', async (name) => {
    const { [name]: client } = await startLocal();
    const seen = new Map<string, number>();
    const statuses: string[] = [];
    let NextToken: string | undefined;
    do {
      const page = await client.send(
        new GetMetricDataCommand({
          MetricDataQueries: [query('a', 'Invocations', 'Sum'), query('b', 'Errors', 'Sum')],
          StartTime: new Date(LOG_START_MS),
          EndTime: new Date(NOW_MS),
          MaxDatapoints: 15,
          NextToken,
        }),
      );
      for (const { Id, Values, Timestamps, StatusCode } of page.MetricDataResults!) {
        statuses.push(`${Id} ${StatusCode}`);
        for (const [index, time] of Timestamps!.entries())
          seen.set(`${Id} ${time.getTime()}`, Values![index]!);
      }
      NextToken = page.NextToken;
    } while (NextToken !== undefined);
    expect(statuses).toEqual(['a PartialData', 'a Complete', 'b PartialData', 'b Complete']);
    expect(seen.size).toBe(40);
  });

  it('answers 500 queries at once', async () => {
    const { cloudWatch } = await startLocal();
    const queries = Array.from({ length: 500 }, (_, index) => query(`q${index}`, 'Invocations', 'Sum'));
    expect(Object.keys(await valuesOf(cloudWatch, queries))).toHaveLength(500);
  });

  it.each<[string, Partial<GetMetricDataCommandInput>, string]>([
    [
      '501 queries',
      { MetricDataQueries: Array.from({ length: 501 }, (_, i) => query(`q${i}`, 'Errors', 'Sum')) },
      'ValidationException',
    ],
    [
      'an Id that starts upper case',
      { MetricDataQueries: [query('A', 'Errors', 'Sum')] },
      'ValidationException',
    ],
    [
      'the same Id twice',
      { MetricDataQueries: [query('a', 'Errors', 'Sum'), query('a', 'Errors', 'Sum')] },
      'ValidationException',
    ],
    [
      'a period of 90 seconds',
      { MetricDataQueries: [query('a', 'Errors', 'Sum', { Period: 90 })] },
      'ValidationException',
    ],
    ['an unknown statistic', { MetricDataQueries: [query('a', 'Errors', 'Most')] }, 'ValidationException'],
    ['100,801 data points a page', { MaxDatapoints: 100_801 }, 'ValidationException'],
  ])('refuses %s, in both protocols', async (_name, changes, expected) => {
    const { cloudWatch, cloudWatchQuery } = await startLocal();
    const input = { MetricDataQueries: [query('a', 'Errors', 'Sum')], ...LAST_FIVE, ...changes };
    expect(await errorName(cloudWatch.send(new GetMetricDataCommand(input)))).toBe(expected);
    expect(await errorName(cloudWatchQuery.send(new GetMetricDataCommand(input)))).toBe(expected);
  });
});

describe('GetMetricStatistics', () => {
  it.each(['cloudWatch', 'cloudWatchQuery'] as const)(
    'returns several statistics per point: %s',
    async (name) => {
      const { [name]: client } = await startLocal();
      const { Datapoints } = await client.send(
        new GetMetricStatisticsCommand({
          Namespace: 'AWS/Lambda',
          MetricName: 'Duration',
          Dimensions: WORKER,
          Period: 300,
          Statistics: ['Average', 'Maximum'],
          ...LAST_FIVE,
        }),
      );
      expect(Datapoints).toEqual([{ Timestamp: LAST_FIVE.StartTime, Average: 20, Maximum: 30 }]);
    },
  );
});
