import { AccountLoad } from './account-load.ts';
import { Agenda } from './agenda.ts';
import { callersOf } from './caller/callers.ts';
import { ShardPoller } from './caller/shard-poller.ts';
import type { AccountModel } from './function-model.ts';
import { SimulatedQueue } from './queue/simulated-queue.ts';
import { SimulatedFunction } from './simulated-function.ts';
import { SlotClock } from './slot-clock.ts';
import type { EpochMs, WorldQueue } from './world.ts';

/** The account in motion. */
export class Simulation {
  readonly load: AccountLoad;
  readonly functions: ReadonlyMap<string, SimulatedFunction>;
  readonly queues: ReadonlyMap<string, SimulatedQueue>;
  readonly startMs: EpochMs;
  private readonly shardPollers: readonly ShardPoller[];
  private readonly agenda: Agenda;
  private reachedMs: EpochMs;

  /** @param startMs on a slot of `Peaks`: a multiple of 30 s. */
  constructor(model: AccountModel, seed: number, startMs: EpochMs) {
    this.startMs = startMs;
    this.reachedMs = startMs - 1;
    this.load = new AccountLoad(model.account.concurrencyLimit, model.functions, startMs);
    const functions = model.functions.map((each) => new SimulatedFunction(each, this.load, seed, startMs));
    this.functions = new Map(functions.map((each) => [each.model.configuration.name, each]));
    this.queues = simulatedQueues(model.queues ?? [], startMs);
    const callers = functions.map((each) => callersOf(each, this.load, this.queues, startMs));
    const clock = new SlotClock(this.load, functions, [...this.queues.values()], startMs);
    this.agenda = new Agenda([clock, ...callers.flat()]);
    this.shardPollers = callers.flat().filter((caller) => caller instanceof ShardPoller);
  }

  /** Whether a batch of the event source mapping failed and waits to be tried again. */
  isBlocked(mappingUuid: string): boolean {
    return this.shardPollers.some((poller) => poller.mappingUuid === mappingUuid && poller.isBlocked);
  }

  /** Every request that arrives up to `nowMs` has been decided. */
  advanceTo(nowMs: EpochMs): void {
    const wholeMs = Math.floor(nowMs);
    if (wholeMs <= this.reachedMs) return;
    this.agenda.runUntil(wholeMs + 1);
    this.reachedMs = wholeMs;
  }
}

/** The queues by name, each with the one that it redrives to. */
function simulatedQueues(
  queues: readonly WorldQueue[],
  startMs: EpochMs,
): ReadonlyMap<string, SimulatedQueue> {
  const simulated = new Map<string, SimulatedQueue>();
  const queueOf = (configuration: WorldQueue): SimulatedQueue => {
    const known = simulated.get(configuration.name);
    if (known !== undefined) return known;
    const redrive = queues.find(({ name }) => name === configuration.redrive?.queueName);
    const queue = new SimulatedQueue(configuration, redrive === undefined ? null : queueOf(redrive), startMs);
    simulated.set(configuration.name, queue);
    return queue;
  };
  return new Map(queues.map((each) => [each.name, queueOf(each)]));
}
