import type { EpochMs } from '../../lambda/time.ts';
import type { UnreservedPool } from './function/group-load.ts';
import { reservedAt } from './function/reserved-at.ts';
import type { SimulatedFunction } from './function/simulated-function.ts';
import { FunctionGroup, standsAlone } from './function-group.ts';
import type { AccountModel, FunctionModel } from './function-model.ts';
import { SimulatedQueue } from './queue/simulated-queue.ts';
import type { Peaks } from './record/peaks.ts';
import type { WorldAccount, WorldQueue } from './world.ts';

/**
 * The running account. Functions that share concurrency are simulated together; others individually, and only on
 * demand.
 */
export class Simulation {
  readonly functions: ReadonlyMap<string, SimulatedFunction>;
  readonly queues: ReadonlyMap<string, SimulatedQueue>;
  readonly startMs: EpochMs;
  readonly #models: readonly FunctionModel[];
  readonly #shared: FunctionGroup;
  readonly #alone: ReadonlyMap<SimulatedFunction, FunctionGroup>;

  /** @param startMs on a slot of `Peaks`: a multiple of 30 s. */
  constructor({ account, functions, queues = [] }: AccountModel, seed: number, startMs: EpochMs) {
    this.startMs = startMs;
    this.queues = simulatedQueues(queues, startMs);
    this.#models = functions;
    const pool = poolOf(account, functions, (timeMs) => this.allocatedAt(timeMs));
    const sharing = functions.filter((model) => !standsAlone(model));
    this.#shared = new FunctionGroup(sharing, { pool, queues: this.queues, seed, startMs });
    this.#alone = new Map(
      functions.filter(standsAlone).flatMap((model) => {
        const group = new FunctionGroup([model], { pool, queues: new Map(), seed, startMs });
        return group.functions.map((callee) => [callee, group] as const);
      }),
    );
    const simulated = [...this.#shared.functions, ...this.#alone.keys()];
    this.functions = new Map(simulated.map((each) => [each.model.configuration.name, each]));
  }

  /** Reserved concurrency at `timeMs`, plus provisioned concurrency of functions without a reservation. */
  allocatedAt(timeMs: EpochMs): number {
    return this.#models.reduce(
      (total, { configuration, provisioned = 0 }) =>
        total + (reservedAt(configuration, timeMs) ?? provisioned),
      0,
    );
  }

  /** Joint use of functions without reserved concurrency, provisioned concurrency excluded. */
  get unreservedPeaks(): Peaks {
    return this.#shared.load.unreservedPeaks;
  }

  /** Whether a batch of the event source mapping failed and waits for a retry. */
  isBlocked(mappingUuid: string): boolean {
    return this.#shared.isBlocked(mappingUuid);
  }

  /** Every request that arrives up to `nowMs` has been decided. */
  advanceTo(nowMs: EpochMs): void {
    this.advanceShared(nowMs);
    for (const group of this.#alone.values()) group.advanceTo(nowMs);
  }

  /** The same, except for independent functions: queues and the pool are completely decided. */
  advanceShared(nowMs: EpochMs): void {
    this.#shared.advanceTo(nowMs);
  }

  /** The same for one function. */
  advanceFunction(callee: SimulatedFunction, nowMs: EpochMs): void {
    (this.#alone.get(callee) ?? this.#shared).advanceTo(nowMs);
  }
}

function poolOf(
  { concurrencyLimit, formerConcurrencyLimit: former }: WorldAccount,
  functions: readonly FunctionModel[],
  allocatedAt: (timeMs: EpochMs) => number,
): UnreservedPool {
  const changes = [former, ...functions.map(({ configuration }) => configuration.formerReservedConcurrency)];
  return {
    changesMs: changes.flatMap((change) => change?.untilMs ?? []).toSorted((one, other) => one - other),
    limitAt: (timeMs) =>
      (former !== undefined && timeMs < former.untilMs ? former.value : concurrencyLimit) -
      allocatedAt(timeMs),
  };
}

/** The queues by name, each with its redrive queue. */
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
