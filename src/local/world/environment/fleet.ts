import type { EpochMs } from '../../../lambda/time.ts';
import type { WorkModel } from '../function-model.ts';
import { Peaks } from '../record/peaks.ts';
import type { Environment, EnvironmentFleet } from './environment.ts';
import type { Work } from './work.ts';

/** Idle environments are removed after this long. */
const IDLE_LIFE_MS = 7 * 60_000;

/** The busy environments of all versions of a function, init included. */
export interface Occupancy {
  inFlight: number;
  /** The provisioned ones among them. */
  provisioned: number;
}

/** The fixed settings of a fleet. */
interface FleetSetup {
  readonly version: string;
  /** Whether it uses the pool of functions without reserved concurrency. */
  readonly usesPool: boolean;
  readonly draws: Work;
  /** Shared with the fleets of the function's other versions. */
  readonly occupancy: Occupancy;
}

/**
 * The environments of one version. The one that became idle last is used first, so the idle ones are a stack whose
 * bottom is the oldest: they expire from there.
 */
export class Fleet implements EnvironmentFleet {
  readonly version: string;
  readonly usesPool: boolean;
  readonly isProvisioned = false;
  readonly draws: Work;
  readonly peaks: Peaks;
  readonly occupancy: Occupancy;
  /** Environments that are busy, init included. */
  #inFlight = 0;
  readonly #idle: Environment[] = [];

  constructor({ version, usesPool, draws, occupancy }: FleetSetup, startMs: EpochMs) {
    this.version = version;
    this.occupancy = occupancy;
    this.usesPool = usesPool;
    this.draws = draws;
    this.peaks = new Peaks(startMs);
  }

  get work(): WorkModel {
    return this.draws.model;
  }

  /** An idle environment, which is now busy; null if there is none. */
  takeIdle(nowMs: EpochMs): Environment | null {
    for (;;) {
      const environment = this.#idle.pop();
      if (environment === undefined) return null;
      if (nowMs - environment.lastEndMs > IDLE_LIFE_MS) {
        // Everything below has been idle for longer.
        this.#idle.length = 0;
        return null;
      }
      if (environment.retiredMs > nowMs) return environment;
    }
  }

  occupy(): void {
    this.#inFlight++;
    this.occupancy.inFlight++;
    this.peaks.note(this.#inFlight);
  }

  release(environment: Environment): void {
    this.leave();
    this.#idle.push(environment);
  }

  /** One is no longer busy. */
  leave(): void {
    this.#inFlight--;
    this.occupancy.inFlight--;
  }

  /** Begins a slot of `Peaks`, and removes environments that were idle for too long. */
  startSlot(nowMs: EpochMs): void {
    this.peaks.startSlot(nowMs, this.#inFlight);
    const alive = this.#idle.findIndex(({ lastEndMs }) => nowMs - lastEndMs <= IDLE_LIFE_MS);
    this.#idle.splice(0, alive < 0 ? this.#idle.length : alive);
  }
}
