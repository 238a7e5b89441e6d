import type { EpochMs } from '../../../lambda/time.ts';
import type { World } from '../../world/world.ts';
import type { QueueMetric } from '../../world/world-metric.ts';
import type { MetricIdentity } from './metric-identity.ts';
import type { MinuteReader } from './minute-reader.ts';

export const SQS_NAMESPACE = 'AWS/SQS';

const QUEUE_METRICS: readonly QueueMetric[] = [
  'ApproximateNumberOfMessagesVisible',
  'ApproximateNumberOfMessagesNotVisible',
  'ApproximateAgeOfOldestMessage',
  'NumberOfMessagesSent',
  'NumberOfMessagesReceived',
  'NumberOfMessagesDeleted',
];

/** Reads a metric of the namespace AWS/SQS. */
export function queueReader(
  world: World,
  { metricName, dimensions }: MetricIdentity,
  unit: string | undefined,
  nowMs: EpochMs,
): MinuteReader {
  const metric = QUEUE_METRICS.find((name) => name === metricName);
  const [dimension, ...others] = dimensions;
  if (metric === undefined || dimension?.Name !== 'QueueName' || others.length > 0) return () => null;
  if (unit !== undefined && unit !== unitOf(metric)) return () => null;
  return (minuteMs) => world.queueMetric(dimension.Value, metric, minuteMs, nowMs);
}

export function queueMetrics({ queues }: World): readonly MetricIdentity[] {
  return queues.flatMap(({ name }) =>
    QUEUE_METRICS.map((metricName) => ({
      namespace: SQS_NAMESPACE,
      metricName,
      dimensions: [{ Name: 'QueueName', Value: name }],
    })),
  );
}

function unitOf(metric: QueueMetric): string {
  return metric === 'ApproximateAgeOfOldestMessage' ? 'Seconds' : 'Count';
}
