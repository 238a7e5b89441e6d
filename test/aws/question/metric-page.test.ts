import { beforeEach, describe, expect, it } from 'vitest';
import { ACCOUNT, type MetricOwner, ofFunction } from '../../../src/monitor/metric-owner.ts';
import type { MetricQuery } from '../../../src/monitor/sources.ts';
import {
  answerJson,
  answerOf,
  answerText,
  errorOf,
  loopbackOfFile,
  patient,
  raw,
  sentJson,
} from '../loopback-aws.ts';

const range = {
  startMs: Date.UTC(2026, 10, 24, 3, 0),
  endMs: Date.UTC(2026, 10, 24, 3, 15),
  periodMs: 60_000,
};
const FIRST_S = range.startMs / 1_000;
const errorsOfCheckout: MetricQuery = {
  owner: ofFunction(raw('checkout')),
  metric: 'Errors',
  statistic: 'Sum',
};
const claimed: MetricQuery = {
  owner: ACCOUNT,
  metric: 'ClaimedAccountConcurrency',
  statistic: 'Maximum',
};

const loopback = loopbackOfFile();

describe('a page of metrics', () => {
  beforeEach(() => {
    loopback.respond = answerJson({ MetricDataResults: [] });
  });

  const page = (queries: readonly MetricQuery[] = [errorsOfCheckout, claimed], token: string | null = null) =>
    loopback.sources.metrics.page(queries, range, token === null ? null : raw(token), patient);

  it('requests GetMetricData for each query under an id with its index', async () => {
    await page([errorsOfCheckout, claimed], 'more');
    expect(loopback.requests.at(-1)?.headers['x-amz-target']).toBe(
      'GraniteServiceVersion20100801.GetMetricData',
    );
    expect(sentJson(loopback.requests.at(-1))).toEqual({
      MetricDataQueries: [
        {
          Id: 'q0',
          MetricStat: {
            Metric: {
              Namespace: 'AWS/Lambda',
              MetricName: 'Errors',
              Dimensions: [{ Name: 'FunctionName', Value: 'checkout' }],
            },
            Period: 60,
            Stat: 'Sum',
          },
          ReturnData: true,
        },
        {
          Id: 'q1',
          MetricStat: {
            Metric: { Namespace: 'AWS/Lambda', MetricName: 'ClaimedAccountConcurrency', Dimensions: [] },
            Period: 60,
            Stat: 'Maximum',
          },
          ReturnData: true,
        },
      ],
      StartTime: range.startMs / 1_000,
      EndTime: range.endMs / 1_000,
      ScanBy: 'TimestampAscending',
      NextToken: 'more',
    });
  });

  it.each<[whose: string, owner: MetricOwner, namespace: string, dimensions: Record<string, string>]>([
    [
      'an alias',
      { kind: 'alias', functionName: raw('cart'), alias: raw('live') },
      'AWS/Lambda',
      { FunctionName: 'cart', Resource: 'cart:live' },
    ],
    [
      'a version behind an alias',
      { kind: 'executedVersion', functionName: raw('cart'), alias: raw('live'), version: raw('42') },
      'AWS/Lambda',
      { FunctionName: 'cart', Resource: 'cart:live', ExecutedVersion: '42' },
    ],
    ['a queue', { kind: 'queue', queueName: raw('orders') }, 'AWS/SQS', { QueueName: 'orders' }],
  ])('identifies %s by the dimensions that it publishes with', async (_, owner, namespace, dimensions) => {
    await page([{ ...errorsOfCheckout, owner }]);
    expect(sentJson(loopback.requests.at(-1))).toMatchObject({
      MetricDataQueries: [
        {
          MetricStat: {
            Metric: {
              Namespace: namespace,
              Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
            },
          },
        },
      ],
    });
  });

  it('requests points in the period of the range', async () => {
    const periodMs = 5 * 60_000;
    await loopback.sources.metrics.page([claimed], { ...range, periodMs }, null, patient);
    expect(sentJson(loopback.requests.at(-1))).toMatchObject({
      MetricDataQueries: [{ MetricStat: { Period: 300 } }],
    });
  });

  it('assigns each answer to its query, in whatever order AWS sends them', async () => {
    const minute = range.startMs / 1_000;
    loopback.respond = answerJson({
      MetricDataResults: [
        { Id: 'q1', Timestamps: [minute + 60, minute], Values: [12, 11], StatusCode: 'Complete' },
        { Id: 'q0', Timestamps: [minute], Values: [0], StatusCode: 'Complete' },
      ],
      NextToken: 'more',
    });
    expect(answerOf(await page())).toEqual({
      items: [
        {
          index: 1,
          status: 'complete',
          points: [
            { timestampMs: range.startMs + 60_000, value: 12 },
            { timestampMs: range.startMs, value: 11 },
          ],
        },
        { index: 0, status: 'complete', points: [{ timestampMs: range.startMs, value: 0 }] },
      ],
      nextToken: 'more',
    });
  });

  it.each([
    ['Complete', 'complete'],
    ['PartialData', 'partial'],
    ['InternalError', 'failed'],
    ['Forbidden', 'denied'],
    ['SomethingNew', 'failed'],
    [undefined, 'complete'],
  ])('reads the status %s as %s', async (StatusCode, status) => {
    loopback.respond = answerJson({
      MetricDataResults: [{ Id: 'q0', Timestamps: [], Values: [], StatusCode }],
    });
    expect(answerOf(await page()).items[0]?.status).toBe(status);
  });

  it.each([
    ['NaN', { Timestamps: [FIRST_S, FIRST_S + 60], Values: ['NaN', 2] }],
    ['infinite', { Timestamps: [FIRST_S, FIRST_S + 60], Values: ['Infinity', 2] }],
    ['below 0', { Timestamps: [FIRST_S, FIRST_S + 60], Values: [-1, 2] }],
    ['absurdly large', { Timestamps: [FIRST_S, FIRST_S + 60], Values: [1e300, 2] }],
    ['missing', { Timestamps: [FIRST_S, FIRST_S + 60], Values: [null, 2] }],
    ['before the requested range', { Timestamps: [FIRST_S - 60, FIRST_S + 60], Values: [1, 2] }],
    ['in the future', { Timestamps: [8_640_000_000_000, FIRST_S + 60], Values: [1, 2] }],
    ['at no time', { Timestamps: [null, FIRST_S + 60], Values: [1, 2] }],
  ])('leaves out a point whose value is %s', async (_what, series) => {
    loopback.respond = answerJson({ MetricDataResults: [{ Id: 'q0', ...series, StatusCode: 'Complete' }] });
    expect(answerOf(await page()).items[0]?.points).toEqual([
      { timestampMs: range.startMs + 60_000, value: 2 },
    ]);
  });

  it.each(['q2', 'q-1', 'Q0', 'x', '', undefined])(
    'leaves out an answer to %s, which was not requested',
    async (Id) => {
      loopback.respond = answerJson({ MetricDataResults: [{ Id, Timestamps: [], Values: [] }] });
      expect(answerOf(await page()).items).toEqual([]);
    },
  );

  it.each([
    ['an empty object', {}],
    ['results that are not a list', { MetricDataResults: 5 }],
  ])('is an error, never a page without points, if AWS answers %s', async (_what, answer) => {
    loopback.respond = answerJson(answer);
    expect(errorOf(await page())).toMatchObject({ kind: 'malformed', action: 'cloudwatch:GetMetricData' });
  });

  it('is expired by the name in the Query header if AWS spells it differently', async () => {
    loopback.respond = answerJson({ __type: 'com.amazonaws#SomeFault', message: 'expired' }, 400, {
      'x-amzn-query-error': 'ExpiredToken;Sender',
    });
    expect(errorOf(await page())).toMatchObject({ kind: 'expired', name: 'ExpiredToken' });
  });
});

describe('a page of metrics by the Query protocol', () => {
  const page = () =>
    loopback
      .connect({ cloudwatchProtocol: 'query' })
      .sources.metrics.page([errorsOfCheckout], range, null, patient);

  it('sends a form and reads XML', async () => {
    loopback.respond =
      answerText(`<GetMetricDataResponse xmlns="http://monitoring.amazonaws.com/doc/2010-08-01/">
      <GetMetricDataResult><MetricDataResults><member><Id>q0</Id><StatusCode>PartialData</StatusCode>
        <Timestamps><member>2026-11-24T03:00:00Z</member><member>2026-11-24T03:01:00Z</member></Timestamps>
        <Values><member>7.5</member><member>NaN</member></Values>
      </member></MetricDataResults><NextToken>more</NextToken></GetMetricDataResult>
      </GetMetricDataResponse>`);
    expect(answerOf(await page())).toEqual({
      items: [{ index: 0, status: 'partial', points: [{ timestampMs: range.startMs, value: 7.5 }] }],
      nextToken: 'more',
    });
    const form = new URLSearchParams(loopback.requests.at(-1)?.body);
    expect(Object.fromEntries(form)).toMatchObject({
      Action: 'GetMetricData',
      'MetricDataQueries.member.1.Id': 'q0',
      'MetricDataQueries.member.1.MetricStat.Metric.Dimensions.member.1.Value': 'checkout',
      StartTime: '2026-11-24T03:00:00Z',
    });
  });

  it('is classified by the code in the XML', async () => {
    const error = '<Error><Type>Sender</Type><Code>Throttling</Code><Message>Rate exceeded</Message></Error>';
    loopback.respond = answerText(`<ErrorResponse>${error}</ErrorResponse>`, 400);
    expect(errorOf(await page())).toMatchObject({
      kind: 'throttled',
      name: 'Throttling',
      message: 'Rate exceeded',
    });
  });

  it('is an error, never a page without points, if an HTML page comes with status 200', async () => {
    loopback.respond = answerText('<html><body>Log in first</body></html>', 200, 'text/html');
    expect(errorOf(await page()).kind).toBe('malformed');
  });
});

describe('a page of recently active functions', () => {
  it('requests from ListMetrics what published Invocations in three hours', async () => {
    loopback.respond = answerJson({ Metrics: [] });
    await loopback.sources.metrics.recentlyActive(raw('more'), patient);
    expect(sentJson(loopback.requests.at(-1))).toEqual({
      Namespace: 'AWS/Lambda',
      MetricName: 'Invocations',
      Dimensions: [{ Name: 'FunctionName' }],
      RecentlyActive: 'PT3H',
      NextToken: 'more',
    });
  });

  it('holds functions, but not their versions, aliases or anything else', async () => {
    const dimension = (Name: string, Value?: string) => ({ Name, Value });
    loopback.respond = answerJson({
      Metrics: [
        { Dimensions: [dimension('FunctionName', 'checkout')] },
        { Dimensions: [dimension('FunctionName', 'checkout'), dimension('Resource', 'checkout:live')] },
        { Dimensions: [dimension('EventSourceMappingUUID', 'u')] },
        { Dimensions: [dimension('FunctionName')] },
        { Dimensions: [dimension('FunctionName', 'n'.repeat(65))] },
        { Dimensions: [] },
        {},
        null,
        { Dimensions: [dimension('FunctionName', 'cart')] },
      ],
      NextToken: 'more',
    });
    expect(answerOf(await loopback.sources.metrics.recentlyActive(null, patient))).toEqual({
      items: ['checkout', 'cart'],
      nextToken: 'more',
    });
  });
});
