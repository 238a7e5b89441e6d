import type { EpochMs } from '../../../lambda/time.ts';
import { hashOfText, mixed } from '../chance/hash.ts';
import { RandomStream } from '../chance/random-stream.ts';
import { type Environment, Environments } from '../environment/environment.ts';
import type { Fleet, Occupancy } from '../environment/fleet.ts';
import type { FunctionModel } from '../function-model.ts';
import { AsyncTally } from '../record/async-tally.ts';
import { type Delivery, REQUEST } from '../record/delivery.ts';
import { Invocations, SUCCESS } from '../record/invocations.ts';
import { Peaks } from '../record/peaks.ts';
import { Throttles } from '../record/throttles.ts';
import type { ThrottleReason } from '../world-truth.ts';
import { Admission } from './admission.ts';
import type { GroupLoad } from './group-load.ts';
import type { ProvisionedFleet } from './provisioned-fleet.ts';
import { Routing } from './routing.ts';

/** Returned by `invoke` for a throttled request. */
export const THROTTLED = -1;

/** A function as Lambda sees it: its environments, and its history. */
export class SimulatedFunction {
  readonly model: FunctionModel;
  readonly seed: number;
  readonly environments: Environments;
  readonly invocations: Invocations;
  readonly throttles = new Throttles();
  readonly asyncEvents = new AsyncTally();
  readonly peaks: Peaks;
  /** One for each version. */
  readonly fleets: readonly Fleet[];
  /** The provisioned environments, likewise. */
  readonly provisioned: readonly ProvisionedFleet[];
  /** Whether the invocation that was admitted last ends without an error. */
  lastSucceeded = true;
  /** Nothing that arrived before this is kept. */
  heldFromMs: EpochMs;
  readonly #load: GroupLoad;
  readonly #admission: Admission;
  readonly #routing: Routing;
  readonly #occupancy: Occupancy;
  readonly #leaksMemory: boolean;

  constructor(model: FunctionModel, load: GroupLoad, worldSeed: number, startMs: EpochMs) {
    this.model = model;
    // Derived from the name, so that a new function in the cast does not change the others.
    this.seed = mixed(worldSeed, hashOfText(model.configuration.name));
    this.#routing = new Routing(
      model,
      new RandomStream(mixed(this.seed, 6)),
      new RandomStream(mixed(this.seed, 2)),
      startMs,
    );
    this.fleets = this.#routing.fleets;
    this.provisioned = this.#routing.provisioned;
    this.#occupancy = this.#routing.occupancy;
    this.#leaksMemory = this.fleets.some(({ work }) => work.memoryLeakMb !== undefined);
    this.environments = new Environments(this.seed);
    this.invocations = new Invocations(isDelivered(model), this.#leaksMemory);
    this.peaks = new Peaks(startMs);
    this.heldFromMs = startMs;
    this.#load = load;
    this.#admission = new Admission(load, model.configuration, model.provisioned ?? 0);
  }

  /**
   * One request.
   *
   * @param nowMs whole milliseconds, never before the last request.
   * @returns when its environment is free again, or `THROTTLED`.
   */
  invoke(nowMs: EpochMs, delivery: Delivery): EpochMs {
    const provisioned = this.#routing.provisionedAt(nowMs);
    const ready = provisioned?.take(nowMs, this.environments) ?? null;
    if (provisioned !== null && ready !== null)
      return this.#run(ready, provisioned.ofVersion, nowMs, delivery);
    const refusal = this.#admission.refusal(nowMs, this.#occupancy.inFlight - this.#occupancy.provisioned);
    if (refusal !== null) return this.#turnAway(nowMs, refusal);
    const fleet = this.#routing.fleetAt(nowMs);
    const idle = fleet.takeIdle(nowMs);
    if (idle !== null) return this.#run(idle, fleet, nowMs, delivery);
    const newEnvironmentRefusal = this.#admission.newEnvironmentRefusal(nowMs);
    if (newEnvironmentRefusal !== null) return this.#turnAway(nowMs, newEnvironmentRefusal);
    return this.#run(this.environments.create(fleet, nowMs), fleet, nowMs, delivery);
  }

  /** Begins a slot of `Peaks`. */
  startSlot(slotStartMs: EpochMs): void {
    for (const fleet of this.fleets) fleet.startSlot(slotStartMs);
    for (const fleet of this.provisioned) fleet.startSlot(slotStartMs);
    this.peaks.startSlot(slotStartMs, this.#occupancy.inFlight);
  }

  dropBefore(timeMs: EpochMs): void {
    if (timeMs <= this.heldFromMs) return;
    this.heldFromMs = timeMs;
    this.invocations.arrivals.dropBefore(timeMs);
    this.throttles.times.dropBefore(timeMs);
    this.asyncEvents.dropBefore(timeMs);
    this.environments.dropEndedBefore(timeMs);
  }

  /** When the handler of an invocation began: at its arrival, or after the init of its environment. */
  handlerStartMs(sequence: number): EpochMs {
    const arrivalMs = this.invocations.arrivals.timeMs(sequence);
    if (!this.invocations.isCold(sequence)) return arrivalMs;
    return arrivalMs + initMs(this.environmentOf(sequence));
  }

  /** When the environment of an invocation became free. */
  endMs(sequence: number): EpochMs {
    return this.handlerStartMs(sequence) + wholeMs(this.invocations.durationHundredths(sequence));
  }

  environmentOf(sequence: number): Environment {
    return this.environments.get(this.invocations.environment(sequence));
  }

  /** The oldest invocation that may still have been running at `timeMs`. */
  firstRunningAt(timeMs: EpochMs): number {
    return this.invocations.arrivals.firstFrom(
      Math.max(timeMs - this.invocations.longestMs, this.heldFromMs),
    );
  }

  #run(environment: Environment, { draws }: Fleet, nowMs: EpochMs, delivery: Delivery): EpochMs {
    const isCold = startsNow(environment);
    draws.draw(nowMs, delivery, environment, isCold);
    const { durationHundredths, outcome } = draws;
    const endMs = nowMs + (isCold ? initMs(environment) : 0) + wholeMs(durationHundredths);
    this.invocations.push(nowMs, {
      endMs,
      durationHundredths,
      environment: environment.number,
      isCold,
      outcome,
    });
    if (delivery !== REQUEST) this.invocations.noteDelivery(delivery);
    if (this.#leaksMemory) this.invocations.noteServedBefore(environment.servedBefore);
    this.lastSucceeded = outcome === SUCCESS;
    environment.servedBefore++;
    environment.lastArrivalMs = nowMs;
    environment.lastEndMs = endMs;
    if (draws.endsEnvironment) environment.retiredMs = endMs;
    if (!environment.fleet.isProvisioned) this.#admission.admit(nowMs);
    this.#load.occupy(environment);
    this.peaks.note(this.#occupancy.inFlight);
    return endMs;
  }

  #turnAway(nowMs: EpochMs, reason: ThrottleReason): typeof THROTTLED {
    this.throttles.push(nowMs, reason);
    return THROTTLED;
  }
}

/** Whether Lambda keeps the item until it is processed. */
function isDelivered({ caller }: FunctionModel): boolean {
  return caller.kind === 'stream' || caller.kind === 'queue' || caller.kind === 'async';
}

/** Whether the invocation has to wait for the init of its environment: provisioned ones had theirs before. */
function startsNow({ servedBefore, fleet }: Environment): boolean {
  return servedBefore === 0 && !fleet.isProvisioned;
}

function initMs(environment: Environment): number {
  return wholeMs(environment.initHundredths);
}

function wholeMs(hundredths: number): number {
  return ((hundredths + 99) / 100) | 0;
}
