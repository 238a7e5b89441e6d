import { type EpochMs, MINUTE_MS } from '../../../lambda/time.ts';
import type { QueueMinute } from '../queue/queue-minutes.ts';
import type { SimulatedQueue } from '../queue/simulated-queue.ts';
import { valueSamples } from '../record/distribution.ts';
import type { Distribution, QueueMetric } from '../world-metric.ts';

const PUBLICATION_DELAY_MS = 40_000;

/** A queue's minute in CloudWatch: published at once, some time after its end. */
export function queueSamples(
  queue: SimulatedQueue,
  metric: QueueMetric,
  minuteMs: EpochMs,
  nowMs: EpochMs,
): Distribution | null {
  const minute = queue.minutes.of(minuteMs);
  if (minute === null || nowMs < minuteMs + MINUTE_MS + PUBLICATION_DELAY_MS) return null;
  return valueSamples([sampleOf(minute, metric)]);
}

function sampleOf(minute: QueueMinute, metric: QueueMetric): number {
  switch (metric) {
    case 'ApproximateNumberOfMessagesVisible':
      return minute.visible;
    case 'ApproximateNumberOfMessagesNotVisible':
      return minute.notVisible;
    case 'ApproximateAgeOfOldestMessage':
      return Math.floor(minute.oldestAgeMs / 1_000);
    case 'NumberOfMessagesSent':
      return minute.sent;
    case 'NumberOfMessagesReceived':
      return minute.received;
    case 'NumberOfMessagesDeleted':
      return minute.deleted;
  }
}
