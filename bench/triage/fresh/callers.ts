import { steady } from '../../../src/local/world/curve.ts';
import type { StreamCallerModel } from '../../../src/local/world/function-model.ts';
import type { WorldQueue } from '../../../src/local/world/world.ts';
import { ACCOUNT_ID, REGION } from '../draft.ts';
import { type waysOf, worded } from './fresh-scenario.ts';
import type { Scene } from './scene.ts';

/** The function reads a stream of clicks. */
export function streaming(scene: Scene, changes: Partial<StreamCallerModel>): Scene {
  const { draft, plan } = scene;
  return {
    draft: {
      ...draft,
      caller: {
        kind: 'stream',
        mappingUuid: '8a0c7f52-11d3-4e58-9d1a-3c5e7b9f0a24',
        streamName: 'clicks',
        streamArn: `arn:aws:kinesis:${REGION}:${ACCOUNT_ID}:stream/clicks`,
        openShards: 4,
        parallelizationFactor: 1,
        batchSize: 100,
        recordsPerSecond: steady(20),
        ...changes,
      },
      work: { ...draft.work, durationMs: steady(150), recordDurationMs: 6, spread: steady(0.25) },
    },
    plan: { ...plan, lane: true },
  };
}

type QueueChanges = Partial<Extract<Scene['draft']['caller'], { kind: 'queue' }>>;

/** The function reads a queue, which moves messages that fail too often to a dead-letter queue. */
export function queueing({ draft, plan }: Scene, changes: QueueChanges): Scene {
  const aside = queue('incoming-aside');
  const incoming = queue('incoming', { queueName: aside.name, maxReceiveCount: 3 });
  return {
    draft: {
      ...draft,
      queues: [incoming, aside],
      caller: {
        kind: 'queue',
        mappingUuid: '2b64d0e1-95af-4c07-8e3d-71f6a8c2d953',
        queueName: incoming.name,
        batchSize: 1,
        maximumConcurrency: null,
        reportsBatchItemFailures: false,
        messagesPerSecond: steady(1),
        ...changes,
      },
    },
    plan,
  };
}

/** The function rejects some of its input and logs why; the scenario decides how much. */
export function poisoned({ draft, plan }: Scene, name: string, said: ReturnType<typeof waysOf>): Scene {
  const failure = { name, share: steady(0), durationShare: 0.5, ending: 'exception' as const };
  return {
    draft: { ...draft, work: { ...draft.work, failures: [...draft.work.failures, failure] } },
    plan: worded(plan, name, { said }),
  };
}

export function queue(name: string, redrive: WorldQueue['redrive'] = null): WorldQueue {
  return {
    name,
    arn: `arn:aws:sqs:${REGION}:${ACCOUNT_ID}:${name}`,
    visibilityTimeoutMs: 30_000,
    redrive,
  };
}
