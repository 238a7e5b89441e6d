/**
 * The metrics of the namespace AWS/Lambda that lmon asks for.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
 */
export type MetricName =
  | 'Invocations'
  | 'Errors'
  | 'Throttles'
  | 'Duration'
  | 'DeadLetterErrors'
  | 'IteratorAge'
  | 'ConcurrentExecutions'
  | 'UnreservedConcurrentExecutions'
  | 'ClaimedAccountConcurrency';

export type Statistic = 'Sum' | 'Average' | 'Maximum' | 'Minimum' | 'SampleCount' | 'p50' | 'p95' | 'p99';
