import type { Environment, EnvironmentFleet } from './environment.ts';
import type { EpochMs } from './world.ts';

/** An environment that nobody called for this long is taken away. */
const IDLE_LIFE_MS = 7 * 60_000;

/**
 * The environments of one version. The one that became idle last is used first, so the idle ones are a stack whose
 * bottom is the oldest: they expire from there.
 */
export class Fleet implements EnvironmentFleet {
  readonly version: string;
  readonly isReserved: boolean;
  /** Environments that are busy, init included. */
  inFlight = 0;
  private readonly idle: Environment[] = [];

  constructor(version: string, isReserved: boolean) {
    this.version = version;
    this.isReserved = isReserved;
  }

  /** An idle environment, which is now busy; null when there is none. */
  takeIdle(nowMs: EpochMs): Environment | null {
    for (;;) {
      const environment = this.idle.pop();
      if (environment === undefined) return null;
      if (nowMs - environment.lastEndMs > IDLE_LIFE_MS) {
        // What lies below has been idle for longer still.
        this.idle.length = 0;
        return null;
      }
      if (environment.retiredMs > nowMs) return environment;
    }
  }

  occupy(): void {
    this.inFlight++;
  }

  release(environment: Environment): void {
    this.inFlight--;
    this.idle.push(environment);
  }

  dropExpired(nowMs: EpochMs): void {
    const alive = this.idle.findIndex(({ lastEndMs }) => nowMs - lastEndMs <= IDLE_LIFE_MS);
    this.idle.splice(0, alive < 0 ? this.idle.length : alive);
  }
}
