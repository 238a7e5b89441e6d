import * as v from 'valibot';
import { type EpochMs, MINUTE_MS } from '../../../lambda/time.ts';
import type { World } from '../../world/world.ts';
import type { WorldMetric } from '../../world/world-metric.ts';
import type { Account } from '../account.ts';
import { listOf, textBetween } from '../input-shapes.ts';
import { listPage } from '../list-page.ts';
import { fingerprint } from '../opaque-token.ts';
import { operation } from '../operation.ts';
import { invalidParameterValue } from './faults.ts';
import { lambdaMetrics } from './lambda-metrics.ts';
import { type MetricIdentity, metricKey } from './metric-identity.ts';
import { queueMetrics } from './queue-metrics.ts';

const METRICS_PER_PAGE = 500;
const RECENT_MS = 180 * MINUTE_MS;
/** A metric without data for two weeks is not listed. */
const LISTED_MS = 14 * 24 * 60 * MINUTE_MS;

const dimensionFilter = v.object({ Name: textBetween(1, 255), Value: v.optional(textBetween(1, 1_024)) });

const schema = v.object({
  Namespace: v.optional(textBetween(1, 255)),
  MetricName: v.optional(textBetween(1, 255)),
  Dimensions: v.optional(listOf(dimensionFilter, 10), []),
  RecentlyActive: v.optional(v.literal('PT3H')),
  NextToken: v.optional(v.string()),
});

type Input = v.InferOutput<typeof schema>;

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_ListMetrics.html */
export const listMetrics = operation({
  name: 'ListMetrics',
  schema,
  invalid: invalidParameterValue,
  answer: (input, account, nowMs) => {
    const { NextToken: token, ...filter } = input;
    const identities = listedMetrics(account, filter.RecentlyActive !== undefined, nowMs);
    const wanted = identities.filter((identity) => isWanted(identity, filter));
    const page = listPage(wanted, METRICS_PER_PAGE, token, fingerprint(filter));
    if (page === null) return invalidParameterValue('Request parameter NextToken is invalid.');
    return {
      Metrics: page.items.map(({ namespace, metricName, dimensions }) => ({
        Namespace: namespace,
        MetricName: metricName,
        Dimensions: dimensions,
      })),
      ...(page.nextToken === undefined ? {} : { NextToken: page.nextToken }),
    };
  },
});

function isWanted(identity: MetricIdentity, filter: Omit<Input, 'NextToken'>): boolean {
  return (
    identity.namespace === (filter.Namespace ?? identity.namespace) &&
    identity.metricName === (filter.MetricName ?? identity.metricName) &&
    filter.Dimensions.every(({ Name, Value }) =>
      identity.dimensions.some(
        (dimension) => dimension.Name === Name && dimension.Value === (Value ?? dimension.Value),
      ),
    )
  );
}

function listedMetrics(account: Account, isRecentOnly: boolean, nowMs: EpochMs): readonly MetricIdentity[] {
  const { world, writtenMetrics } = account;
  const functions = world.functions.filter(
    ({ name }) => !isRecentOnly || isRecentlyActive(world, name, nowMs),
  );
  const listed = [
    ...lambdaMetrics(world, functions, nowMs),
    ...queueMetrics(world),
    ...writtenMetrics.identitiesSince(nowMs - (isRecentOnly ? RECENT_MS : LISTED_MS)),
  ];
  return [...new Map(listed.map((identity) => [metricKey(identity), identity])).values()];
}

function isRecentlyActive(world: World, functionName: string, nowMs: EpochMs): boolean {
  const newestMs = Math.floor(nowMs / MINUTE_MS) * MINUTE_MS;
  for (let minuteMs = newestMs; minuteMs > newestMs - RECENT_MS; minuteMs -= MINUTE_MS) {
    const hasPoint = (metric: WorldMetric) => world.metric(functionName, metric, minuteMs, nowMs) !== null;
    if (hasPoint('Invocations') || hasPoint('Throttles')) return true;
  }
  return false;
}
