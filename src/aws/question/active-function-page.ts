import { ListMetricsCommand, type Metric } from '@aws-sdk/client-cloudwatch';
import type { Page } from '../../monitor/page.ts';
import type { Result } from '../../monitor/source-error.ts';
import type { RawText } from '../../terminal/text.ts';
import { functionNameOf, listOf, readable, textOf } from '../answer/field.ts';
import { cloudWatch } from '../client/cloudwatch.ts';
import type { Ask } from '../connection/ask.ts';

/**
 * Functions that published Invocations in the last three hours.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_ListMetrics.html
 */
export function askActiveFunctionPage(
  ask: Ask,
  token: RawText | null,
  signal: AbortSignal,
): Promise<Result<Page<RawText>>> {
  return ask(
    {
      action: 'cloudwatch:ListMetrics',
      send: (clients, options) =>
        clients.of(cloudWatch).send(
          new ListMetricsCommand({
            Namespace: 'AWS/Lambda',
            MetricName: 'Invocations',
            Dimensions: [{ Name: 'FunctionName' }],
            RecentlyActive: 'PT3H',
            ...(token === null ? {} : { NextToken: token }),
          }),
          options,
        ),
      read: (answer) => {
        const metrics = listOf(answer.Metrics);
        if (metrics === null) return undefined;
        return { items: readable(metrics, calledFunction), nextToken: textOf(answer.NextToken) };
      },
    },
    signal,
  );
}

/** Null for metrics of versions and aliases, which have a second dimension: the function's own metric covers them. */
function calledFunction({ Dimensions }: Metric): RawText | null {
  const [dimension, ...others] = listOf(Dimensions) ?? [];
  return dimension?.Name === 'FunctionName' && others.length === 0 ? functionNameOf(dimension.Value) : null;
}
