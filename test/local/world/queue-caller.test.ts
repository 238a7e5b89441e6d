import { describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../../src/lambda/time.ts';
import { type Curve, steady, steps } from '../../../src/local/world/curve.ts';
import type { QueueCallerModel } from '../../../src/local/world/function-model.ts';
import { simulatedWorld } from '../../../src/local/world/simulated-world.ts';
import type { World } from '../../../src/local/world/world.ts';
import type { QueueMetric } from '../../../src/local/world/world-metric.ts';
import { START_MS, type TinyFunction, tinyAccount, tinyFunction, tinyQueue } from './tiny-account.ts';

const QUEUES = [
  tinyQueue('jobs', { queueName: 'jobs-redrive', maxReceiveCount: 3 }),
  tinyQueue('jobs-redrive'),
];
const START_MINUTE = START_MS / MINUTE_MS;
const minuteAt = (index: number) => START_MS + index * MINUTE_MS;

function queueWorld(caller: Partial<QueueCallerModel>, overrides: TinyFunction = {}): World {
  const model: QueueCallerModel = {
    kind: 'queue',
    mappingUuid: '00000000-0000-4000-8000-000000000002',
    queueName: 'jobs',
    batchSize: 10,
    maximumConcurrency: null,
    reportsBatchItemFailures: true,
    messagesPerSecond: steady(5),
    ...caller,
  };
  const worker = tinyFunction('worker', { ...overrides, caller: model });
  return simulatedWorld({ ...tinyAccount([worker]), queues: QUEUES }, 1, START_MS);
}

function published(world: World, queueName: string, metric: QueueMetric, minute: number): number {
  const minuteMs = minuteAt(minute);
  return world.queueMetric(queueName, metric, minuteMs, minuteMs + 5 * MINUTE_MS)?.sum ?? Number.NaN;
}

const POISON = { share: steady(0.02), failure: 'unreadable' };
const UNREADABLE = { name: 'unreadable', share: steady(0), durationShare: 0.5, ending: 'exception' } as const;

describe('a function that processes a queue', () => {
  it('starts with five at once, and adds up to 300 a minute while messages wait', () => {
    const rush: Curve = steps(0, [[START_MINUTE + 1, 400]]);
    const world = queueWorld(
      { messagesPerSecond: rush, batchSize: 1 },
      { work: { durationMs: steady(1_000) } },
    );
    const inFlight = world.truth.inFlight('worker', minuteAt(1), minuteAt(3));

    expect(Math.max(...inFlight.slice(0, 2))).toBe(5);
    expect(inFlight[58]).toBeGreaterThan(250);
    expect(inFlight[58]).toBeLessThanOrEqual(305);
    expect(Math.max(...inFlight.slice(100))).toBeGreaterThan(390);
  });

  it('never runs more at once than the mapping allows', () => {
    const world = queueWorld(
      { messagesPerSecond: steady(200), batchSize: 1, maximumConcurrency: 12 },
      { work: { durationMs: steady(1_000) } },
    );

    expect(Math.max(...world.truth.inFlight('worker', minuteAt(0), minuteAt(5)))).toBe(12);
    expect(published(world, 'jobs', 'ApproximateNumberOfMessagesVisible', 4)).toBeGreaterThan(10_000);
    expect(published(world, 'jobs', 'ApproximateAgeOfOldestMessage', 4)).toBeGreaterThan(120);
  });

  it('fails the whole batch if it does not report which message failed', () => {
    const world = queueWorld(
      { poison: POISON, reportsBatchItemFailures: false },
      { work: { failures: [UNREADABLE] } },
    );

    expect(world.truth.minute('worker', minuteAt(20)).errors).toBeGreaterThan(0);
  });

  it('leaves messages in the queue while it is throttled, and they end up in the redrive queue too', () => {
    const world = queueWorld({}, { configuration: { reservedConcurrency: 0 } });

    expect(world.truth.minute('worker', minuteAt(3)).throttles).toBeGreaterThan(0);
    expect(published(world, 'jobs-redrive', 'ApproximateNumberOfMessagesVisible', 10)).toBeGreaterThan(0);
  });

  it('counts now what the metric shows later', () => {
    const world = queueWorld(
      { messagesPerSecond: steady(50), maximumConcurrency: 5 },
      { work: { durationMs: steady(2_000) } },
    );
    const endMs = minuteAt(4);

    expect(world.queueDepth('jobs', endMs)?.visible).toBeGreaterThan(1_000);
    expect(world.queueMetric('jobs', 'NumberOfMessagesSent', minuteAt(3), endMs)).toBeNull();
    expect(world.queueDepth('nothing', endMs)).toBeNull();
    expect(world.queueMetric('nothing', 'NumberOfMessagesSent', minuteAt(3), minuteAt(9))).toBeNull();
  });
});
