import type { FunctionConfiguration } from '../../lambda/function/function.ts';
import type { MetricName, Statistic } from '../../lambda/metric.ts';
import type { RawText } from '../../terminal/text.ts';
import { ACCOUNT, type MetricOwner, ofFunction, ownerKey } from '../metric-owner.ts';
import type { MetricQuery } from '../sources.ts';

/** What decides which metrics to ask for. */
export interface MetricSubject {
  readonly configuration: FunctionConfiguration;
  /** Null where lmon may not see event source mappings: then it asks rather than guesses. */
  readonly hasStreamSource: boolean | null;
  /** Whether asynchronous calls were seen; null where that was not asked yet. */
  readonly isAsynchronous: boolean | null;
  /** The queues that call it. */
  readonly queueNames: readonly RawText[];
  /** Their redrive queues. */
  readonly redriveQueueNames: readonly RawText[];
}

type Ask = readonly [MetricName, Statistic];

/** Five statistics of one metric are billed as one, so Duration is asked for in full. */
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

const OF_ACCOUNT: readonly Ask[] = [
  ['ClaimedAccountConcurrency', 'Maximum'],
  ['UnreservedConcurrentExecutions', 'Maximum'],
];

/** Only for functions that are called asynchronously: for others they would cost without saying anything. */
const OF_ASYNCHRONOUS: readonly Ask[] = [
  ['AsyncEventsDropped', 'Sum'],
  ['DestinationDeliveryFailures', 'Sum'],
];

const OF_DEAD_LETTERS: readonly Ask[] = [['DeadLetterErrors', 'Sum']];

const OF_FAILURES: readonly Ask[] = [
  ['Invocations', 'Sum'],
  ['Errors', 'Sum'],
];

const OF_QUEUE: readonly Ask[] = [['ApproximateAgeOfOldestMessage', 'Maximum']];

const OF_REDRIVE_QUEUE: readonly Ask[] = [['ApproximateNumberOfMessagesVisible', 'Maximum']];

/** Only for a report: they say little about a healthy function. */
const OF_CASE: readonly Ask[] = [
  ['AsyncEventsReceived', 'Sum'],
  ['RecursiveInvocationsDropped', 'Sum'],
];

const OF_VERSION: readonly Ask[] = [
  ['Invocations', 'Sum'],
  ['Errors', 'Sum'],
  ['Duration', 'p95'],
];

/** For the provisioned concurrency of an alias or version. */
const OF_PROVISIONED: readonly Ask[] = [
  ['ProvisionedConcurrentExecutions', 'Maximum'],
  ['ProvisionedConcurrencyInvocations', 'Sum'],
  ['ProvisionedConcurrencySpilloverInvocations', 'Sum'],
];

/** Queries for functions that are called. */
export function activeQueries(subjects: readonly MetricSubject[]): readonly MetricQuery[] {
  return subjects.flatMap(
    ({ configuration, hasStreamSource, isAsynchronous, queueNames, redriveQueueNames }) => {
      const asks = [...ALWAYS];
      if (hasStreamSource !== false) asks.push(['IteratorAge', 'Maximum']);
      if (configuration.deadLetterTarget !== null) asks.push(...OF_DEAD_LETTERS);
      if (isAsynchronous !== false) asks.push(['AsyncEventAge', 'Maximum']);
      if (isAsynchronous === true) asks.push(...OF_ASYNCHRONOUS);
      const ofQueues = callingQueries(queueNames);
      const ofRedriveQueues = redriveQueries(redriveQueueNames);
      return [...queriesFor(ofFunction(configuration.name), asks), ...ofQueues, ...ofRedriveQueues];
    },
  );
}

/** Fate of asynchronous events, for functions found to be called asynchronously. */
export function lossQueries(functionNames: readonly RawText[]): readonly MetricQuery[] {
  return functionNames.flatMap((name) => queriesFor(ofFunction(name), OF_ASYNCHRONOUS));
}

/** For functions with a dead-letter target. */
export function deadLetterQueries(functionNames: readonly RawText[]): readonly MetricQuery[] {
  return functionNames.flatMap((name) => queriesFor(ofFunction(name), OF_DEAD_LETTERS));
}

/** Failure counts, for failing functions. */
export function failureQueries(functionNames: readonly RawText[]): readonly MetricQuery[] {
  return functionNames.flatMap((name) => queriesFor(ofFunction(name), OF_FAILURES));
}

export function callingQueries(queueNames: readonly RawText[]): readonly MetricQuery[] {
  return queueNames.flatMap((queueName) => queriesFor({ kind: 'queue', queueName }, OF_QUEUE));
}

export function redriveQueries(queueNames: readonly RawText[]): readonly MetricQuery[] {
  return queueNames.flatMap((queueName) => queriesFor({ kind: 'queue', queueName }, OF_REDRIVE_QUEUE));
}

/** One query for each idle function: enough to see it wake up. */
export function idleQueries(functionNames: readonly RawText[]): readonly MetricQuery[] {
  return functionNames.flatMap((name) => queriesFor(ofFunction(name), [['Invocations', 'Sum']]));
}

export function accountQueries(): readonly MetricQuery[] {
  return queriesFor(ACCOUNT, OF_ACCOUNT);
}

/** Tells the versions behind an alias apart. */
export function versionQueries(owners: readonly MetricOwner[]): readonly MetricQuery[] {
  return owners.flatMap((owner) => queriesFor(owner, OF_VERSION));
}

/** Shows whether provisioned concurrency suffices. */
export function provisionedQueries(owners: readonly MetricOwner[]): readonly MetricQuery[] {
  return owners.flatMap((owner) => queriesFor(owner, OF_PROVISIONED));
}

/** Shows how the function's events arrive. */
export function caseQueries(functionName: RawText): readonly MetricQuery[] {
  return queriesFor(ofFunction(functionName), OF_CASE);
}

/** How many metrics CloudWatch bills for these queries. */
export function billedMetrics(queries: readonly MetricQuery[]): number {
  const statistics = new Map<string, number>();
  for (const { owner, metric } of queries) {
    const key = `${ownerKey(owner)} ${metric}`;
    statistics.set(key, (statistics.get(key) ?? 0) + 1);
  }
  return [...statistics.values()].reduce((sum, count) => sum + Math.ceil(count / 5), 0);
}

function queriesFor(owner: MetricOwner, asks: readonly Ask[]): readonly MetricQuery[] {
  return asks.map(([metric, statistic]) => ({ owner, metric, statistic }));
}
