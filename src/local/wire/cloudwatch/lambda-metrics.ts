import type { EpochMs } from '../../../lambda/time.ts';
import type { World, WorldFunction, WorldResource } from '../../world/world.ts';
import type { WorldMetric } from '../../world/world-metric.ts';
import { type Dimension, LAMBDA_NAMESPACE, type MetricIdentity } from './metric-identity.ts';
import type { MinuteReader } from './minute-reader.ts';

/** For every function, and for all of them together. */
const GENERAL_METRICS: readonly WorldMetric[] = [
  'Invocations',
  'Errors',
  'Throttles',
  'Duration',
  'ConcurrentExecutions',
];

const ACCOUNT_METRICS: readonly WorldMetric[] = [
  'UnreservedConcurrentExecutions',
  'ClaimedAccountConcurrency',
];

/** Only for functions that are called in a certain way. */
const SPECIAL_METRICS: readonly WorldMetric[] = [
  'IteratorAge',
  'DeadLetterErrors',
  'AsyncEventsReceived',
  'AsyncEventAge',
  'AsyncEventsDropped',
  'DestinationDeliveryFailures',
  'RecursiveInvocationsDropped',
];

/** For the alias or version with provisioned concurrency. */
const PROVISIONED_METRICS: readonly WorldMetric[] = [
  'ProvisionedConcurrentExecutions',
  'ProvisionedConcurrencyInvocations',
  'ProvisionedConcurrencySpilloverInvocations',
  'ProvisionedConcurrencyUtilization',
];

/** A version behind a weighted alias: a throttled call has reached no version. */
const EXECUTED_VERSION_METRICS: readonly WorldMetric[] = ['Invocations', 'Errors', 'Duration'];

const IN_MILLISECONDS: ReadonlySet<string> = new Set(['Duration', 'IteratorAge', 'AsyncEventAge']);

/** Reads a metric of the namespace AWS/Lambda. */
export function lambdaReader(
  world: World,
  { metricName, dimensions }: MetricIdentity,
  unit: string | undefined,
  nowMs: EpochMs,
): MinuteReader {
  const metric = [...GENERAL_METRICS, ...SPECIAL_METRICS, ...PROVISIONED_METRICS, ...ACCOUNT_METRICS].find(
    (name) => name === metricName,
  );
  if (metric === undefined || (unit !== undefined && unit !== unitOf(metric))) return () => null;
  if (dimensions.length === 0) return (minuteMs) => world.metric(null, metric, minuteMs, nowMs);
  const functionName = dimensionValue(dimensions, 'FunctionName');
  if (functionName === null) return () => null;
  if (dimensions.length === 1) return (minuteMs) => world.metric(functionName, metric, minuteMs, nowMs);
  const resource = resourceOf(functionName, dimensions);
  return resource === null
    ? () => null
    : (minuteMs) => world.resourceMetric(resource, metric, minuteMs, nowMs);
}

function unitOf(metric: WorldMetric): string {
  return IN_MILLISECONDS.has(metric) ? 'Milliseconds' : 'Count';
}

/** The values of `Resource` and `ExecutedVersion`; null unless they are the only dimensions and fit the function. */
function resourceOf(functionName: string, dimensions: readonly Dimension[]): WorldResource | null {
  const [name, qualifier, ...others] = (dimensionValue(dimensions, 'Resource') ?? '').split(':');
  const executedVersion = dimensionValue(dimensions, 'ExecutedVersion');
  const known = executedVersion === null ? 2 : 3;
  if (name !== functionName || qualifier === undefined || others.length > 0) return null;
  return dimensions.length === known ? { functionName, qualifier, executedVersion } : null;
}

function dimensionValue(dimensions: readonly Dimension[], name: string): string | null {
  return dimensions.find(({ Name }) => Name === name)?.Value ?? null;
}

/** The metrics that the functions publish, and those of the account if there are any. */
export function lambdaMetrics(
  world: World,
  functions: readonly WorldFunction[],
  nowMs: EpochMs,
): readonly MetricIdentity[] {
  if (functions.length === 0) return [];
  return [
    ...functions.flatMap((f) => functionMetrics(world, f, nowMs)),
    ...[...GENERAL_METRICS, ...ACCOUNT_METRICS].map((metricName) => lambdaMetric(metricName, [])),
  ];
}

function functionMetrics(world: World, f: WorldFunction, nowMs: EpochMs): readonly MetricIdentity[] {
  const own = [{ Name: 'FunctionName', Value: f.name }];
  return [
    ...GENERAL_METRICS.map((metricName) => lambdaMetric(metricName, own)),
    ...SPECIAL_METRICS.filter((metricName) => isPublished(world, f, metricName)).map((metricName) =>
      lambdaMetric(metricName, own),
    ),
    ...resourceMetrics(world, f.name, nowMs),
    ...provisionedMetrics(world, f.name),
  ];
}

function resourceMetrics(world: World, functionName: string, nowMs: EpochMs): readonly MetricIdentity[] {
  return world.aliases(functionName, nowMs).flatMap(({ name, version, additionalWeights }) => {
    const resource = (qualifier: string) => [
      { Name: 'FunctionName', Value: functionName },
      { Name: 'Resource', Value: `${functionName}:${qualifier}` },
    ];
    const versions = [version, ...Object.keys(additionalWeights)];
    const executed = versions.length > 1 ? versions : [];
    return [
      ...GENERAL_METRICS.map((metricName) => lambdaMetric(metricName, resource(name))),
      ...versions.flatMap((each) =>
        [...EXECUTED_VERSION_METRICS, 'ConcurrentExecutions' as const].map((metricName) =>
          lambdaMetric(metricName, resource(each)),
        ),
      ),
      ...executed.flatMap((each) =>
        EXECUTED_VERSION_METRICS.map((metricName) =>
          lambdaMetric(metricName, [...resource(name), { Name: 'ExecutedVersion', Value: each }]),
        ),
      ),
    ];
  });
}

function provisionedMetrics(world: World, name: string): readonly MetricIdentity[] {
  return world.provisioned
    .filter(({ functionName }) => functionName === name)
    .flatMap(({ qualifier }) =>
      PROVISIONED_METRICS.map((metricName) =>
        lambdaMetric(metricName, [
          { Name: 'FunctionName', Value: name },
          { Name: 'Resource', Value: `${name}:${qualifier}` },
        ]),
      ),
    );
}

/** IteratorAge exists only with a stream, DeadLetterErrors only with a dead-letter target, and so on. */
function isPublished(world: World, { name, deadLetterArn }: WorldFunction, metric: WorldMetric): boolean {
  const asyncConfig = world.eventInvokeConfigs.find(({ functionName }) => functionName === name);
  switch (metric) {
    case 'IteratorAge':
      return world.mappings.some(
        ({ functionName, sourceArn }) => functionName === name && !sourceArn.includes(':sqs:'),
      );
    case 'DeadLetterErrors':
      return deadLetterArn !== null;
    case 'DestinationDeliveryFailures':
      return (asyncConfig?.onFailureArn ?? null) !== null;
    default:
      return asyncConfig !== undefined;
  }
}

function lambdaMetric(metricName: WorldMetric, dimensions: readonly Dimension[]): MetricIdentity {
  return { namespace: LAMBDA_NAMESPACE, metricName, dimensions };
}
