import type { EpochMs } from '../../lambda/time.ts';
import { callersOf } from './caller/callers.ts';
import { ShardPoller } from './caller/shard-poller.ts';
import { GroupLoad, type UnreservedPool } from './function/group-load.ts';
import { SimulatedFunction } from './function/simulated-function.ts';
import type { FunctionModel } from './function-model.ts';
import type { SimulatedQueue } from './queue/simulated-queue.ts';
import { Agenda } from './schedule/agenda.ts';
import { SlotClock } from './slot-clock.ts';

/** The position of a group in the account. */
interface Surroundings {
  readonly pool: UnreservedPool;
  readonly queues: ReadonlyMap<string, SimulatedQueue>;
  readonly seed: number;
  readonly startMs: EpochMs;
}

/** Whether it affects no other function: it has its own concurrency, and its callers are clients. */
export function standsAlone({ configuration, caller }: FunctionModel): boolean {
  return configuration.reservedConcurrency !== null && caller.kind === 'sync';
}

/**
 * Functions that affect each other, through shared concurrency or queues, with all of their callers. A group can be
 * simulated without the others.
 */
export class FunctionGroup {
  readonly load: GroupLoad;
  readonly functions: readonly SimulatedFunction[];
  readonly #shardPollers: readonly ShardPoller[];
  readonly #agenda: Agenda;
  #reachedMs: EpochMs;

  constructor(models: readonly FunctionModel[], { pool, queues, seed, startMs }: Surroundings) {
    this.#reachedMs = startMs - 1;
    this.load = new GroupLoad(pool, startMs);
    this.functions = models.map((model) => new SimulatedFunction(model, this.load, seed, startMs));
    const callers = this.functions.flatMap((each) => callersOf(each, this.load, queues, startMs));
    const clock = new SlotClock(this.load, this.functions, [...queues.values()], startMs);
    this.#agenda = new Agenda([clock, ...callers]);
    this.#shardPollers = callers.filter((caller) => caller instanceof ShardPoller);
  }

  /** Whether a batch of the event source mapping failed and waits for a retry. */
  isBlocked(mappingUuid: string): boolean {
    return this.#shardPollers.some((poller) => poller.mappingUuid === mappingUuid && poller.isBlocked);
  }

  /** Every request that arrives up to `nowMs` has been decided. */
  advanceTo(nowMs: EpochMs): void {
    const wholeMs = Math.floor(nowMs);
    if (wholeMs <= this.#reachedMs) return;
    this.#agenda.runUntil(wholeMs + 1);
    this.#reachedMs = wholeMs;
  }
}
