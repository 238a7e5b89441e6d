import {
  type Dimension,
  GetMetricDataCommand,
  type MetricDataQuery,
  type MetricDataResult,
} from '@aws-sdk/client-cloudwatch';
import type {
  MetricAnswer,
  MetricPoint,
  MetricQuery,
  MetricRange,
  Page,
  Result,
} from '../monitor/sources.ts';
import type { RawText } from '../terminal/text.ts';
import type { Ask } from './ask.ts';
import { listOf, numberOf, readable, textOf } from './field.ts';

const PERIOD_S = 60;

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html */
export function askMetricPage(
  ask: Ask,
  queries: readonly MetricQuery[],
  range: MetricRange,
  token: RawText | null,
  signal: AbortSignal,
): Promise<Result<Page<MetricAnswer>>> {
  return ask(
    {
      action: 'cloudwatch:GetMetricData',
      send: (clients, options) =>
        clients.cloudWatch().send(
          new GetMetricDataCommand({
            MetricDataQueries: queries.map(metricDataQuery),
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

function metricDataQuery(query: MetricQuery, index: number): MetricDataQuery {
  return {
    Id: `q${index}`,
    MetricStat: {
      Metric: {
        Namespace: 'AWS/Lambda',
        MetricName: query.metric,
        Dimensions: dimensionsOf(query.functionName),
      },
      Period: PERIOD_S,
      Stat: query.statistic,
    },
    ReturnData: true,
  };
}

/** CloudWatch answers only for the exact set of dimensions that was published: none is the whole account. */
function dimensionsOf(functionName: RawText | null): Dimension[] {
  return functionName === null ? [] : [{ Name: 'FunctionName', Value: functionName }];
}

/** Null for an id that this request did not ask. */
function metricAnswer(result: MetricDataResult, queryCount: number, range: MetricRange): MetricAnswer | null {
  const index = Number(/^q(\d{1,3})$/.exec(result.Id ?? '')?.[1] ?? Number.NaN);
  if (!(index < queryCount)) return null;
  return { index, points: pointsOf(result, range), status: statusOf(result.StatusCode) };
}

/** Points that were asked for: one from the future would take the place of minutes that are still to come. */
function pointsOf(
  { Timestamps, Values }: MetricDataResult,
  { startMs, endMs }: MetricRange,
): readonly MetricPoint[] {
  const timestamps = listOf(Timestamps) ?? [];
  const values = listOf(Values) ?? [];
  const points: MetricPoint[] = [];
  for (const [place, timestamp] of timestamps.entries()) {
    const timestampMs = epochMsOf(timestamp);
    const value = numberOf(values[place]);
    if (timestampMs === null || value === null) continue;
    if (timestampMs >= startMs && timestampMs < endMs) points.push({ timestampMs, value });
  }
  return points;
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
