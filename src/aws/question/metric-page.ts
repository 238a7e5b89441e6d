import {
  type Dimension,
  GetMetricDataCommand,
  type MetricDataQuery,
  type MetricDataResult,
} from '@aws-sdk/client-cloudwatch';
import type { MetricOwner } from '../../monitor/metric-owner.ts';
import type { Page } from '../../monitor/page.ts';
import type { Result } from '../../monitor/source-error.ts';
import type {
  MetricAnswer,
  MetricPoint,
  MetricQuery,
  MetricRange,
  MetricSource,
} from '../../monitor/sources.ts';
import { listOf, numberOf, readable, textOf } from '../answer/field.ts';
import { cloudWatch } from '../client/cloudwatch.ts';
import type { Ask } from '../connection/ask.ts';

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html */
export function askMetricPage(
  ask: Ask,
  ...[queries, range, token, signal]: Parameters<MetricSource['page']>
): Promise<Result<Page<MetricAnswer>>> {
  return ask(
    {
      action: 'cloudwatch:GetMetricData',
      send: (clients, options) =>
        clients.of(cloudWatch).send(
          new GetMetricDataCommand({
            MetricDataQueries: queries.map((query, index) => metricDataQuery(query, index, range.periodMs)),
            StartTime: new Date(range.startMs),
            EndTime: new Date(range.endMs),
            ScanBy: 'TimestampAscending',
            ...(token === null ? {} : { NextToken: token }),
          }),
          options,
        ),
      read: (answer) => {
        const results = listOf(answer.MetricDataResults);
        if (results === null) return undefined;
        return {
          items: readable(results, (result) => metricAnswer(result, queries.length, range)),
          nextToken: textOf(answer.NextToken),
        };
      },
    },
    signal,
  );
}

function metricDataQuery(
  { owner, metric, statistic }: MetricQuery,
  index: number,
  periodMs: number,
): MetricDataQuery {
  return {
    Id: `q${index}`,
    MetricStat: {
      Metric: {
        Namespace: owner.kind === 'queue' ? 'AWS/SQS' : 'AWS/Lambda',
        MetricName: metric,
        Dimensions: dimensionsOf(owner),
      },
      Period: periodMs / 1_000,
      Stat: statistic,
    },
    ReturnData: true,
  };
}

function dimensionsOf(owner: MetricOwner): Dimension[] {
  switch (owner.kind) {
    case 'account':
      return [];
    case 'function':
      return [{ Name: 'FunctionName', Value: owner.functionName }];
    case 'alias':
      return aliasDimensions(owner);
    case 'executedVersion':
      return [...aliasDimensions(owner), { Name: 'ExecutedVersion', Value: owner.version }];
    case 'queue':
      return [{ Name: 'QueueName', Value: owner.queueName }];
  }
}

function aliasDimensions({ functionName, alias }: { functionName: string; alias: string }): Dimension[] {
  return [
    { Name: 'FunctionName', Value: functionName },
    { Name: 'Resource', Value: `${functionName}:${alias}` },
  ];
}

/** Null for an id that is not from this request. */
function metricAnswer(result: MetricDataResult, queryCount: number, range: MetricRange): MetricAnswer | null {
  const index = Number(/^q(\d{1,3})$/.exec(result.Id ?? '')?.[1] ?? Number.NaN);
  if (!(index < queryCount)) return null;
  return { index, points: pointsOf(result, range), status: statusOf(result.StatusCode) };
}

/** Points within the request: one from the future would occupy minutes still to come. */
function pointsOf(
  { Timestamps, Values }: MetricDataResult,
  { startMs, endMs }: MetricRange,
): readonly MetricPoint[] {
  const timestamps = listOf(Timestamps) ?? [];
  const values = listOf(Values) ?? [];
  const points: MetricPoint[] = [];
  for (const [place, timestamp] of timestamps.entries()) {
    const timestampMs = epochMsOf(timestamp);
    const value = measureOf(values[place]);
    if (timestampMs === null || value === null) continue;
    if (timestampMs >= startMs && timestampMs < endMs) points.push({ timestampMs, value });
  }
  return points;
}

/** Counts, durations and ages: not negative, and not so large that sums lose their last digit. */
function measureOf(field: unknown): number | null {
  const value = numberOf(field);
  return value !== null && value >= 0 && value <= Number.MAX_SAFE_INTEGER ? value : null;
}

function epochMsOf(timestamp: unknown): number | null {
  return numberOf(timestamp instanceof Date ? timestamp.getTime() : timestamp);
}

function statusOf(statusCode: MetricDataResult['StatusCode']): MetricAnswer['status'] {
  switch (statusCode) {
    case 'Complete':
    case undefined:
      return 'complete';
    case 'PartialData':
      return 'partial';
    case 'Forbidden':
      return 'denied';
    default:
      return 'failed';
  }
}
