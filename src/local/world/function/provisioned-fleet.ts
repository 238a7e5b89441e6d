import type { EpochMs } from '../../../lambda/time.ts';
import type { Environment, EnvironmentFleet, Environments } from '../environment/environment.ts';
import type { Fleet } from '../environment/fleet.ts';
import type { WorkModel } from '../function-model.ts';
import { Peaks } from '../record/peaks.ts';
import { REQUESTS_PER_SECOND_PER_CONCURRENCY } from './group-load.ts';
import { RateWindow } from './rate-window.ts';

/**
 * The provisioned environments of one version: they are initialised before the first call, and never removed for being
 * idle. Calls that find none free spill over.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/provisioned-concurrency.html
 */
export class ProvisionedFleet implements EnvironmentFleet {
  /** Provisioned concurrency is claimed all the time. */
  readonly usesPool = false;
  readonly isProvisioned = true;
  readonly ofVersion: Fleet;
  readonly peaks: Peaks;
  readonly #count: number;
  readonly #rate: RateWindow;
  readonly #idle: Environment[] = [];
  #inFlight = 0;

  constructor(ofVersion: Fleet, count: number, startMs: EpochMs) {
    this.ofVersion = ofVersion;
    this.#count = count;
    this.#rate = new RateWindow(count * REQUESTS_PER_SECOND_PER_CONCURRENCY);
    this.peaks = new Peaks(startMs);
  }

  get version(): string {
    return this.ofVersion.version;
  }

  get work(): WorkModel {
    return this.ofVersion.work;
  }

  /** A free one; null if all are busy, or at their request rate. */
  take(nowMs: EpochMs, environments: Environments): Environment | null {
    if (this.#inFlight >= this.#count || !this.#rate.hasRoom(nowMs)) return null;
    this.#rate.admit(nowMs);
    for (let free = this.#idle.pop(); free !== undefined; free = this.#idle.pop()) {
      if (free.retiredMs > nowMs) return free;
    }
    return environments.create(this, nowMs);
  }

  occupy(): void {
    this.#inFlight++;
    this.ofVersion.occupancy.provisioned++;
    this.peaks.note(this.#inFlight);
    this.ofVersion.occupy();
  }

  release(environment: Environment): void {
    this.#inFlight--;
    this.ofVersion.occupancy.provisioned--;
    this.#idle.push(environment);
    this.ofVersion.leave();
  }

  startSlot(slotStartMs: EpochMs): void {
    this.peaks.startSlot(slotStartMs, this.#inFlight);
  }
}
