import type { FunctionConfiguration } from '../lambda/function.ts';
import type { MetricName, Statistic } from '../lambda/metric.ts';
import type { RawText } from '../terminal/text.ts';
import type { MetricQuery } from './sources.ts';

/** What decides which metrics a function is asked for. */
export interface MetricSubject {
  readonly configuration: FunctionConfiguration;
  /** Null where lmon may not see event source mappings: then it asks rather than guesses. */
  readonly hasStreamSource: boolean | null;
}

type Ask = readonly [MetricName, Statistic];

/** Five statistics of one metric bill as one, so Duration is asked in full. */
const ALWAYS: readonly Ask[] = [
  ['Invocations', 'Sum'],
  ['Errors', 'Sum'],
  ['Throttles', 'Sum'],
  ['Duration', 'Sum'],
  ['Duration', 'p50'],
  ['Duration', 'p95'],
  ['Duration', 'p99'],
  ['Duration', 'Maximum'],
  ['ConcurrentExecutions', 'Maximum'],
];

const ACCOUNT: readonly Ask[] = [
  ['ClaimedAccountConcurrency', 'Maximum'],
  ['UnreservedConcurrentExecutions', 'Maximum'],
];

/** Queries for functions that are called. */
export function activeQueries(subjects: readonly MetricSubject[]): readonly MetricQuery[] {
  return subjects.flatMap(({ configuration, hasStreamSource }) => {
    const asks = [...ALWAYS];
    if (hasStreamSource !== false) asks.push(['IteratorAge', 'Maximum']);
    if (configuration.deadLetterTarget !== null) asks.push(['DeadLetterErrors', 'Sum']);
    return queriesFor(configuration.name, asks);
  });
}

/** One query for each function that has not been called of late: enough to see it wake up. */
export function idleQueries(functionNames: readonly RawText[]): readonly MetricQuery[] {
  return functionNames.flatMap((name) => queriesFor(name, [['Invocations', 'Sum']]));
}

export function accountQueries(): readonly MetricQuery[] {
  return queriesFor(null, ACCOUNT);
}

/** Metrics that CloudWatch bills for these queries. */
export function billedMetrics(queries: readonly MetricQuery[]): number {
  const statistics = new Map<string, number>();
  for (const { functionName, metric } of queries) {
    const key = `${functionName ?? ''} ${metric}`;
    statistics.set(key, (statistics.get(key) ?? 0) + 1);
  }
  return [...statistics.values()].reduce((sum, count) => sum + Math.ceil(count / 5), 0);
}

function queriesFor(functionName: RawText | null, asks: readonly Ask[]): readonly MetricQuery[] {
  return asks.map(([metric, statistic]) => ({ functionName, metric, statistic }));
}
