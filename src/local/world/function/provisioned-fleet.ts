import type { EpochMs } from '../../../lambda/time.ts';
import type { Environment, EnvironmentFleet, Environments } from '../environment/environment.ts';
import type { Fleet } from '../environment/fleet.ts';
import type { WorkModel } from '../function-model.ts';
import { Peaks } from '../record/peaks.ts';
import { REQUESTS_PER_SECOND_PER_CONCURRENCY } from './group-load.ts';
import { RateWindow } from './rate-window.ts';

/**
 * The environments of one version that are kept ready, busy or not: they have started before anybody calls, and none is taken
 * away for being idle. Whoever finds none of them free spills over to the others.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/provisioned-concurrency.html
 */
export class ProvisionedFleet implements EnvironmentFleet {
  /** What is kept ready is claimed all the time. */
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

  /** One that is free; null where all are busy, or meet their request rate. */
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
