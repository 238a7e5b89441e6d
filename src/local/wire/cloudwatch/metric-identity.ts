import * as v from 'valibot';
import { listOf, textBetween } from '../input-shapes.ts';

export interface Dimension {
  readonly Name: string;
  readonly Value: string;
}

/** The identity of a metric: a different set of dimensions is a different metric. */
export interface MetricIdentity {
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: readonly Dimension[];
}

export const LAMBDA_NAMESPACE = 'AWS/Lambda';

export const dimensionsShape = v.optional(
  listOf(v.object({ Name: textBetween(1, 255), Value: textBetween(1, 1_024) }), 30),
  [],
);

/** The same text for the same metric, in whatever order its dimensions come. */
export function metricKey({ namespace, metricName, dimensions }: MetricIdentity): string {
  const sorted = dimensions.map(({ Name, Value }) => [Name, Value]).sort();
  return JSON.stringify([namespace, metricName, sorted]);
}
