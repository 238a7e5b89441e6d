import type { AccountLoad } from './account-load.ts';
import { Admission } from './admission.ts';
import { type Environment, Environments } from './environment.ts';
import { Fleet } from './fleet.ts';
import type { FunctionModel } from './function-model.ts';
import { hashOfText, mixed } from './hash.ts';
import { Invocations, SUCCESS } from './invocations.ts';
import { Peaks } from './peaks.ts';
import { RandomStream } from './random-stream.ts';
import { Throttles } from './throttles.ts';
import { Work } from './work.ts';
import type { EpochMs } from './world.ts';

/** What `invoke` gives back for a request that was turned away. */
export const THROTTLED = -1;

/** A function as the service holds it: its environments, and all that has happened to it. */
export class SimulatedFunction {
  readonly model: FunctionModel;
  readonly seed: number;
  readonly environments: Environments;
  readonly invocations: Invocations;
  readonly throttles = new Throttles();
  readonly peaks: Peaks;
  /** Nothing that arrived before this is kept. */
  heldFromMs: EpochMs;
  private readonly account: AccountLoad;
  private readonly admission: Admission;
  private readonly fleets: readonly Fleet[];
  private readonly work: Work;
  private fleet: Fleet;
  private nextDeploymentMs: EpochMs;

  constructor(model: FunctionModel, account: AccountLoad, worldSeed: number, startMs: EpochMs) {
    this.model = model;
    // Made from the name, so that adding a function to the cast leaves the others as they were.
    this.seed = mixed(worldSeed, hashOfText(model.configuration.name));
    this.environments = new Environments(this.seed, model.work.initMs);
    this.invocations = new Invocations(model.caller.kind === 'stream');
    this.peaks = new Peaks(startMs);
    this.heldFromMs = startMs;
    this.account = account;
    this.admission = new Admission(account, model.configuration.reservedConcurrency);
    this.work = new Work(model, new RandomStream(mixed(this.seed, 2)));
    const isReserved = model.configuration.reservedConcurrency !== null;
    this.fleets = model.deployments.map(({ version }) => new Fleet(version, isReserved));
    this.fleet = this.fleetAt(startMs);
    this.nextDeploymentMs = this.deploymentAfter(startMs);
  }

  /**
   * One request.
   *
   * @param nowMs whole milliseconds, never before the last request.
   * @returns when its environment is free again, or `THROTTLED`.
   */
  invoke(nowMs: EpochMs, records: number, iteratorAgeMs: number): EpochMs {
    if (nowMs >= this.nextDeploymentMs) this.deploy(nowMs);
    const refusal = this.admission.refusal(nowMs, this.inFlight);
    if (refusal !== null) {
      this.throttles.push(nowMs, refusal);
      return THROTTLED;
    }
    const idle = this.fleet.takeIdle(nowMs);
    if (idle !== null) return this.run(idle, nowMs, false, records, iteratorAgeMs);
    const newEnvironmentRefusal = this.admission.newEnvironmentRefusal(nowMs);
    if (newEnvironmentRefusal !== null) {
      this.throttles.push(nowMs, newEnvironmentRefusal);
      return THROTTLED;
    }
    const created = this.environments.create(this.fleet, nowMs);
    return this.run(created, nowMs, true, records, iteratorAgeMs);
  }

  /** Begins a slot of `Peaks`. */
  startSlot(slotStartMs: EpochMs): void {
    for (const fleet of this.fleets) fleet.dropExpired(slotStartMs);
    this.peaks.startSlot(slotStartMs, this.inFlight);
  }

  dropBefore(timeMs: EpochMs): void {
    if (timeMs <= this.heldFromMs) return;
    this.heldFromMs = timeMs;
    this.invocations.arrivals.dropBefore(timeMs);
    this.throttles.times.dropBefore(timeMs);
    this.environments.dropEndedBefore(timeMs);
  }

  /** When the handler of an invocation began: at its arrival, or after the init of its environment. */
  handlerStartMs(sequence: number): EpochMs {
    const arrivalMs = this.invocations.arrivals.timeMs(sequence);
    if (!this.invocations.isCold(sequence)) return arrivalMs;
    return arrivalMs + initMs(this.environments.get(this.invocations.environment(sequence)));
  }

  /** When the environment of an invocation became free. */
  endMs(sequence: number): EpochMs {
    return this.handlerStartMs(sequence) + wholeMs(this.invocations.durationHundredths(sequence));
  }

  /** The oldest invocation that may still have been running at `timeMs`. */
  firstRunningAt(timeMs: EpochMs): number {
    return this.invocations.arrivals.firstFrom(
      Math.max(timeMs - this.invocations.longestMs, this.heldFromMs),
    );
  }

  /** Whether the invocation that was admitted last ends without an error. */
  get lastSucceeded(): boolean {
    return this.work.outcome === SUCCESS;
  }

  private run(
    environment: Environment,
    nowMs: EpochMs,
    isCold: boolean,
    records: number,
    iteratorAgeMs: number,
  ): EpochMs {
    const { work } = this;
    work.draw(nowMs, records);
    const endMs = nowMs + (isCold ? initMs(environment) : 0) + wholeMs(work.durationHundredths);
    this.invocations.push(nowMs, endMs, work.durationHundredths, environment.number, isCold, work.outcome);
    if (records > 0) this.invocations.noteBatch(records, iteratorAgeMs);
    environment.lastArrivalMs = nowMs;
    environment.lastEndMs = endMs;
    if (work.endsEnvironment) environment.retiredMs = endMs;
    this.admission.admit(nowMs);
    this.account.occupy(environment);
    this.peaks.note(this.inFlight);
    return endMs;
  }

  private get inFlight(): number {
    let inFlight = 0;
    for (const fleet of this.fleets) inFlight += fleet.inFlight;
    return inFlight;
  }

  private deploy(nowMs: EpochMs): void {
    this.fleet = this.fleetAt(nowMs);
    this.nextDeploymentMs = this.deploymentAfter(nowMs);
  }

  private fleetAt(nowMs: EpochMs): Fleet {
    const index = this.model.deployments.findLastIndex(({ sinceMs }) => sinceMs <= nowMs);
    const fleet = this.fleets[Math.max(0, index)];
    if (fleet === undefined) throw new RangeError(`${this.model.configuration.name} has no deployment`);
    return fleet;
  }

  private deploymentAfter(nowMs: EpochMs): EpochMs {
    return this.model.deployments.find(({ sinceMs }) => sinceMs > nowMs)?.sinceMs ?? Infinity;
  }
}

function initMs(environment: Environment): number {
  return wholeMs(environment.initHundredths);
}

function wholeMs(hundredths: number): number {
  return ((hundredths + 99) / 100) | 0;
}
