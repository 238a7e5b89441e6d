import type { Distribution, EpochMs, WorldMetric } from '../../world/world.ts';
import type { Account } from '../account.ts';
import { mergedDistribution } from './distribution.ts';
import type { MetricIdentity } from './metric-identity.ts';
import { LAMBDA_NAMESPACE, metricKey } from './metric-identity.ts';

/** The samples of the minute that starts at `minuteMs`; null when nothing is published (yet). */
export type MinuteReader = (minuteMs: EpochMs) => Distribution | null;

export const ACCOUNT_METRICS: readonly WorldMetric[] = [
  'UnreservedConcurrentExecutions',
  'ClaimedAccountConcurrency',
];

export const FUNCTION_METRICS: readonly WorldMetric[] = [
  'Invocations',
  'Errors',
  'Throttles',
  'Duration',
  'ConcurrentExecutions',
  'IteratorAge',
  'DeadLetterErrors',
];

const IN_MILLISECONDS: ReadonlySet<string> = new Set(['Duration', 'IteratorAge']);

/**
 * Reads one metric as published by `nowMs`, whoever published it. A metric that nobody ever published is null in every
 * minute, and so is one that was published in another unit than `unit`.
 */
export function minuteReader(
  account: Account,
  identity: MetricIdentity,
  unit: string | undefined,
  nowMs: EpochMs,
): MinuteReader {
  const key = metricKey(identity);
  const simulated = simulatedReader(account, identity, unit, nowMs);
  return (minuteMs) => {
    const written = account.writtenMetrics.minute(key, unit, minuteMs, nowMs);
    const own = simulated(minuteMs);
    return own === null ? written : mergedDistribution(written === null ? [own] : [own, written]);
  };
}

function simulatedReader(
  account: Account,
  { namespace, metricName, dimensions }: MetricIdentity,
  unit: string | undefined,
  nowMs: EpochMs,
): MinuteReader {
  const metric = [...FUNCTION_METRICS, ...ACCOUNT_METRICS].find((name) => name === metricName);
  const [dimension, ...others] = dimensions;
  const isKnown = namespace === LAMBDA_NAMESPACE && metric !== undefined && others.length === 0;
  if (!isKnown || (unit !== undefined && unit !== unitOf(metric))) return () => null;
  if (dimension === undefined) return (minuteMs) => account.world.metric(null, metric, minuteMs, nowMs);
  if (dimension.Name !== 'FunctionName') return () => null;
  return (minuteMs) => account.world.metric(dimension.Value, metric, minuteMs, nowMs);
}

function unitOf(metric: WorldMetric): string {
  return IN_MILLISECONDS.has(metric) ? 'Milliseconds' : 'Count';
}
