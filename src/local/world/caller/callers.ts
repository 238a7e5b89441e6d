import type { EpochMs } from '../../../lambda/time.ts';
import { mixed } from '../chance/hash.ts';
import { RandomStream } from '../chance/random-stream.ts';
import { bySecond } from '../curve.ts';
import type { GroupLoad } from '../function/group-load.ts';
import type { SimulatedFunction } from '../function/simulated-function.ts';
import type { SimulatedQueue } from '../queue/simulated-queue.ts';
import type { Process } from '../schedule/agenda.ts';
import { AsyncQueue } from './async-queue.ts';
import type { Calling } from './calling.ts';
import { QueuePollers } from './queue-pollers.ts';
import { ScheduleCaller } from './schedule-caller.ts';
import { ShardPoller } from './shard-poller.ts';
import { SyncCallers } from './sync-callers.ts';

/** The callers of a function. @throws when its model names an unknown queue */
export function callersOf(
  callee: SimulatedFunction,
  load: GroupLoad,
  queues: ReadonlyMap<string, SimulatedQueue>,
  startMs: EpochMs,
): readonly Process[] {
  const { caller } = callee.model;
  const calling: Calling = { callee, load, random: new RandomStream(mixed(callee.seed, 1)), startMs };
  switch (caller.kind) {
    case 'sync':
      return [new SyncCallers(caller, calling)];
    case 'schedule':
      return [new ScheduleCaller(caller, calling)];
    case 'stream': {
      const model = { ...caller, recordsPerSecond: bySecond(caller.recordsPerSecond) };
      return Array.from({ length: caller.openShards * caller.parallelizationFactor }, (_, lane) => {
        const random = new RandomStream(mixed(callee.seed, 1_000 + lane));
        return new ShardPoller(model, lane, { ...calling, random });
      });
    }
    case 'async': {
      const { onFailure } = caller;
      const onFailureQueue = onFailure === null ? null : queueNamed(queues, onFailure.queueName);
      return [new AsyncQueue(caller, onFailureQueue, calling)];
    }
    case 'queue': {
      return [new QueuePollers(caller, queueNamed(queues, caller.queueName), calling)];
    }
  }
}

function queueNamed(queues: ReadonlyMap<string, SimulatedQueue>, name: string): SimulatedQueue {
  const queue = queues.get(name);
  if (queue === undefined) throw new RangeError(`this account has no queue ${name}`);
  return queue;
}
