import * as v from 'valibot';
import type { EpochMs } from '../../../lambda/time.ts';
import type { Account } from '../account.ts';
import type { AwsFault } from '../aws-fault.ts';
import { boolean, integer, integerBetween, listOf, textBetween, time } from '../input-shapes.ts';
import { fingerprint, readToken, writeToken } from '../opaque-token.ts';
import { operation } from '../operation.ts';
import { Timestamp } from '../timestamp.ts';
import { INVALID_NEXT_TOKEN, validationError } from './faults.ts';
import { dimensionsShape } from './metric-identity.ts';
import { minuteReader } from './metric-minutes.ts';
import { metricSeries, type Point } from './metric-series.ts';
import { statisticReader } from './statistic.ts';

const POINTS_PER_PAGE = 100_800;

const metricDataQuery = v.object({
  Id: v.pipe(v.string(), v.regex(/^[a-z][A-Za-z0-9_]{0,254}$/)),
  MetricStat: v.optional(
    v.object({
      Metric: v.object({
        Namespace: textBetween(1, 255),
        MetricName: textBetween(1, 255),
        Dimensions: dimensionsShape,
      }),
      Period: v.pipe(integer, v.minValue(60), v.multipleOf(60)),
      Stat: v.string(),
      Unit: v.optional(v.string()),
    }),
  ),
  Expression: v.optional(v.string()),
  Label: v.optional(v.string()),
  ReturnData: v.optional(boolean, true),
});

type MetricDataQuery = v.InferOutput<typeof metricDataQuery>;

const schema = v.object({
  MetricDataQueries: v.pipe(listOf(metricDataQuery, 500), v.minLength(1)),
  StartTime: time,
  EndTime: time,
  NextToken: v.optional(v.string()),
  ScanBy: v.optional(v.picklist(['TimestampDescending', 'TimestampAscending']), 'TimestampDescending'),
  MaxDatapoints: v.optional(integerBetween(1, POINTS_PER_PAGE), POINTS_PER_PAGE),
});

type Input = v.InferOutput<typeof schema>;

/** Where a page starts: at a query, after its points on earlier pages. */
const tokenState = v.object({ query: v.number(), pointsBefore: v.number() });
type PageStart = v.InferOutput<typeof tokenState>;

interface MetricDataResult {
  readonly Id: string;
  readonly Label: string;
  readonly Timestamps: readonly Timestamp[];
  readonly Values: readonly number[];
  readonly StatusCode: 'Complete' | 'PartialData';
}

interface MetricDataPage {
  readonly MetricDataResults: readonly MetricDataResult[];
  readonly Messages: readonly never[];
  readonly NextToken?: string;
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html */
export const getMetricData = operation({
  name: 'GetMetricData',
  schema,
  invalid: validationError,
  answer: (input, account, nowMs): MetricDataPage | AwsFault => {
    const { NextToken: token, MaxDatapoints: _, ...rest } = input;
    const requestPrint = fingerprint(rest);
    const start =
      token === undefined ? { query: 0, pointsBefore: 0 } : readToken(token, requestPrint, tokenState);
    if (start === null) return INVALID_NEXT_TOKEN;
    const complaint = inputComplaint(input);
    if (complaint !== null) return validationError(complaint);
    const pointsOf = (query: MetricDataQuery) => queryPoints(query, input, account, nowMs);
    return dataPage(input, start, requestPrint, pointsOf);
  },
  chargedPoints: ({ MetricDataResults }) =>
    MetricDataResults.reduce((sum, { Values }) => sum + Values.length, 0),
});

function inputComplaint(input: Input): string | null {
  if (input.StartTime >= input.EndTime)
    return 'The parameter StartTime must be less than the parameter EndTime.';
  const ids = input.MetricDataQueries.map(({ Id }) => Id);
  if (new Set(ids).size < ids.length) return 'The values of the parameter Id must be unique.';
  for (const { Id, MetricStat, Expression } of input.MetricDataQueries) {
    if (Expression !== undefined) return `Metric math is not simulated (query ${Id}).`;
    if (MetricStat === undefined) return `The query ${Id} must name a MetricStat.`;
    if (statisticReader(MetricStat.Stat) === null)
      return `The value ${MetricStat.Stat} for Stat is not supported.`;
  }
  return null;
}

function dataPage(
  input: Input,
  start: PageStart,
  requestPrint: string,
  pointsOf: (query: MetricDataQuery) => readonly Point[],
): MetricDataPage {
  const results: MetricDataResult[] = [];
  let room = input.MaxDatapoints;
  let next: PageStart | null = null;
  for (const [query, asked] of input.MetricDataQueries.entries()) {
    if (query < start.query || !asked.ReturnData) continue;
    const pointsBefore = query === start.query ? start.pointsBefore : 0;
    if (room === 0) {
      next = { query, pointsBefore };
      break;
    }
    const points = pointsOf(asked).slice(pointsBefore);
    const shown = points.slice(0, room);
    const isCut = shown.length < points.length;
    results.push(result(asked, shown, isCut ? 'PartialData' : 'Complete'));
    room -= shown.length;
    if (isCut) {
      next = { query, pointsBefore: pointsBefore + shown.length };
      break;
    }
  }
  return {
    MetricDataResults: results,
    Messages: [],
    ...(next === null ? {} : { NextToken: writeToken(next, requestPrint) }),
  };
}

function queryPoints(
  { MetricStat: stat }: MetricDataQuery,
  input: Input,
  account: Account,
  nowMs: EpochMs,
): readonly Point[] {
  const readStatistic = stat === undefined ? null : statisticReader(stat.Stat);
  if (stat === undefined || readStatistic === null) return [];
  const { Namespace: namespace, MetricName: metricName, Dimensions: dimensions } = stat.Metric;
  const readMinute = minuteReader(account, { namespace, metricName, dimensions }, stat.Unit, nowMs);
  const range = { startMs: input.StartTime, endMs: input.EndTime, periodMs: stat.Period * 1_000 };
  const points = metricSeries(readMinute, readStatistic, range, nowMs);
  return input.ScanBy === 'TimestampAscending' ? points : points.toReversed();
}

function result(
  { Id, Label, MetricStat }: MetricDataQuery,
  points: readonly Point[],
  StatusCode: MetricDataResult['StatusCode'],
): MetricDataResult {
  return {
    Id,
    Label: Label ?? MetricStat?.Metric.MetricName ?? Id,
    Timestamps: points.map(({ timestampMs }) => new Timestamp(timestampMs)),
    Values: points.map(({ value }) => value),
    StatusCode,
  };
}
