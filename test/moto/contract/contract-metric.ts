import {
  GetMetricDataCommand,
  type GetMetricDataCommandInput,
  type MetricDatum,
  PutMetricDataCommand,
} from '@aws-sdk/client-cloudwatch';
import { MINUTE_MS } from '../../../src/lambda/time.ts';
import type { AccountUnderTest } from './contract-case.ts';

/** A query of the metric; times are milliseconds after `ContractMetric.startMs`. */
export interface MetricQuestion {
  readonly stat?: string;
  readonly periodS?: number;
  readonly fromMs?: number;
  readonly toMs?: number;
  readonly unit?: 'Seconds' | 'Milliseconds';
  readonly namespace?: string;
  readonly dimensions?: MetricDatum['Dimensions'];
  readonly request?: Partial<GetMetricDataCommandInput>;
}

/** A metric created for one case: `Duration` of a function that no other case writes about. */
export interface ContractMetric {
  readonly functionName: string;
  /** On a multiple of five minutes, an hour ago. */
  readonly startMs: number;
  put(atMs: number, datum: Partial<MetricDatum>): Promise<unknown>;
  /** Points as [milliseconds after `startMs`, value], in the order of the answer. */
  points(question?: MetricQuestion): Promise<readonly (readonly [number, number])[]>;
  /** The same page by page, with the status of each. */
  pages(question?: MetricQuestion): Promise<readonly MetricPage[]>;
}

interface MetricPage {
  readonly status: string | undefined;
  readonly points: readonly (readonly [number, number])[];
}

export function newMetric({ clients: { cloudWatch }, freshName }: AccountUnderTest): ContractMetric {
  const functionName = freshName();
  const startMs = Math.floor((Date.now() - 60 * MINUTE_MS) / (5 * MINUTE_MS)) * 5 * MINUTE_MS;
  const ownDimensions = [{ Name: 'FunctionName', Value: functionName }];
  // Without dimensions, only its name distinguishes this metric from that of another case.
  const metricName = `Duration-${functionName}`;

  const pages: ContractMetric['pages'] = async (question = {}) => {
    const { stat = 'Sum', periodS = 60, fromMs = 0, toMs = 10 * MINUTE_MS } = question;
    const metric = {
      Namespace: question.namespace ?? 'AWS/Lambda',
      MetricName: metricName,
      Dimensions: question.dimensions ?? ownDimensions,
    };
    const unit = question.unit === undefined ? {} : { Unit: question.unit };
    const input: GetMetricDataCommandInput = {
      MetricDataQueries: [{ Id: 'q0', MetricStat: { Metric: metric, Period: periodS, Stat: stat, ...unit } }],
      StartTime: new Date(startMs + fromMs),
      EndTime: new Date(startMs + toMs),
      ScanBy: 'TimestampAscending',
      ...question.request,
    };
    const found: MetricPage[] = [];
    let token: string | undefined;
    do {
      const page = await cloudWatch.send(new GetMetricDataCommand({ ...input, NextToken: token }));
      const [result] = page.MetricDataResults ?? [];
      found.push({
        status: result?.StatusCode,
        points: (result?.Timestamps ?? []).map((time, index) => [
          time.getTime() - startMs,
          result?.Values?.[index] ?? Number.NaN,
        ]),
      });
      token = page.NextToken;
    } while (token !== undefined);
    return found;
  };

  return {
    functionName,
    startMs,
    put: (atMs, datum) =>
      cloudWatch.send(
        new PutMetricDataCommand({
          Namespace: 'AWS/Lambda',
          MetricData: [
            {
              MetricName: metricName,
              Dimensions: ownDimensions,
              Timestamp: new Date(startMs + atMs),
              Unit: 'Milliseconds',
              ...datum,
            },
          ],
        }),
      ),
    pages,
    points: async (question) => (await pages(question)).flatMap(({ points }) => points),
  };
}
