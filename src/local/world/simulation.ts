import { FunctionGroup, standsAlone } from './function-group.ts';
import type { AccountModel } from './function-model.ts';
import type { UnreservedPool } from './group-load.ts';
import type { Peaks } from './peaks.ts';
import { SimulatedQueue } from './queue/simulated-queue.ts';
import type { SimulatedFunction } from './simulated-function.ts';
import type { EpochMs, WorldAccount, WorldQueue } from './world.ts';

/**
 * The account in motion. What its functions share is simulated together; a function that shares nothing is simulated
 * by itself, and not before someone wants to know what it did.
 */
export class Simulation {
  readonly functions: ReadonlyMap<string, SimulatedFunction>;
  readonly queues: ReadonlyMap<string, SimulatedQueue>;
  readonly reservedConcurrency: number;
  readonly startMs: EpochMs;
  private readonly shared: FunctionGroup;
  private readonly alone: ReadonlyMap<SimulatedFunction, FunctionGroup>;

  /** @param startMs on a slot of `Peaks`: a multiple of 30 s. */
  constructor({ account, functions, queues = [] }: AccountModel, seed: number, startMs: EpochMs) {
    this.startMs = startMs;
    this.queues = simulatedQueues(queues, startMs);
    this.reservedConcurrency = functions.reduce(
      (total, { configuration }) => total + (configuration.reservedConcurrency ?? 0),
      0,
    );
    const pool = poolOf(account, this.reservedConcurrency);
    const sharing = functions.filter((model) => !standsAlone(model));
    this.shared = new FunctionGroup(sharing, { pool, queues: this.queues, seed, startMs });
    this.alone = new Map(
      functions.filter(standsAlone).flatMap((model) => {
        const group = new FunctionGroup([model], { pool, queues: new Map(), seed, startMs });
        return group.functions.map((callee) => [callee, group] as const);
      }),
    );
    const simulated = [...this.shared.functions, ...this.alone.keys()];
    this.functions = new Map(simulated.map((each) => [each.model.configuration.name, each]));
  }

  /** What the functions without concurrency of their own use together. */
  get unreservedPeaks(): Peaks {
    return this.shared.load.unreservedPeaks;
  }

  /** Whether a batch of the event source mapping failed and waits to be tried again. */
  isBlocked(mappingUuid: string): boolean {
    return this.shared.isBlocked(mappingUuid);
  }

  /** Every request that arrives up to `nowMs` has been decided. */
  advanceTo(nowMs: EpochMs): void {
    this.advanceShared(nowMs);
    for (const group of this.alone.values()) group.advanceTo(nowMs);
  }

  /** The same, except for functions that stand alone: of the queues and of the pool it leaves nothing open. */
  advanceShared(nowMs: EpochMs): void {
    this.shared.advanceTo(nowMs);
  }

  /** The same for one function. */
  advanceFunction(callee: SimulatedFunction, nowMs: EpochMs): void {
    (this.alone.get(callee) ?? this.shared).advanceTo(nowMs);
  }
}

function poolOf(
  { concurrencyLimit, formerConcurrencyLimit: former }: WorldAccount,
  reservedConcurrency: number,
): UnreservedPool {
  const limit = concurrencyLimit - reservedConcurrency;
  if (former === undefined) return { limit };
  return { limit, former: { limit: former.value - reservedConcurrency, untilMs: former.untilMs } };
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
