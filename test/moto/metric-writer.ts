import { type MetricDatum, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { MINUTE_MS } from '../../src/lambda/time.ts';
import type { SdkClients } from './sdk-clients.ts';

/** lmon reads three hours at the start; a quarter of an hour is enough to judge by. */
const MINUTES = 40;

/** A function's metrics in every minute. */
export interface MinuteOfFunction {
  readonly invocations: number;
  readonly errors: number;
  readonly throttles: number;
  readonly meanDurationMs: number;
  readonly maximumDurationMs: number;
  readonly concurrency: number;
}

/** Publishes the same minute repeatedly, up to the current one, as Lambda would. */
export async function publishMinutes(
  { cloudWatch }: SdkClients,
  functionName: string,
  minute: MinuteOfFunction,
): Promise<void> {
  const thisMinuteMs = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS;
  for (let back = 0; back < MINUTES; back += 1) {
    const timestamp = new Date(thisMinuteMs - back * MINUTE_MS);
    await cloudWatch.send(
      new PutMetricDataCommand({
        Namespace: 'AWS/Lambda',
        MetricData: metricsOf(minute).map((datum) => ({
          ...datum,
          Timestamp: timestamp,
          Dimensions: [{ Name: 'FunctionName', Value: functionName }],
        })),
      }),
    );
  }
}

function metricsOf(minute: MinuteOfFunction): readonly MetricDatum[] {
  const { invocations, meanDurationMs } = minute;
  return [
    { MetricName: 'Invocations', Value: invocations },
    { MetricName: 'Errors', Value: minute.errors },
    { MetricName: 'Throttles', Value: minute.throttles },
    {
      MetricName: 'Duration',
      StatisticValues: {
        SampleCount: invocations,
        Sum: invocations * meanDurationMs,
        Minimum: 1,
        Maximum: minute.maximumDurationMs,
      },
    },
    { MetricName: 'ConcurrentExecutions', Value: minute.concurrency },
  ];
}
