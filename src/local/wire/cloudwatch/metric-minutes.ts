import type { EpochMs } from '../../../lambda/time.ts';
import type { Account } from '../account.ts';
import { mergedDistribution } from './distribution.ts';
import { lambdaReader } from './lambda-metrics.ts';
import { LAMBDA_NAMESPACE, type MetricIdentity, metricKey } from './metric-identity.ts';
import type { MinuteReader } from './minute-reader.ts';
import { queueReader, SQS_NAMESPACE } from './queue-metrics.ts';

/**
 * Reads one metric as published by `nowMs`, from any publisher. Every minute is null for a metric never published, or
 * published only in another unit than `unit`.
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
  { world }: Account,
  identity: MetricIdentity,
  unit: string | undefined,
  nowMs: EpochMs,
): MinuteReader {
  switch (identity.namespace) {
    case LAMBDA_NAMESPACE:
      return lambdaReader(world, identity, unit, nowMs);
    case SQS_NAMESPACE:
      return queueReader(world, identity, unit, nowMs);
    default:
      return () => null;
  }
}
