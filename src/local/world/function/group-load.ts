import type { EpochMs } from '../../../lambda/time.ts';
import { EndingCalendar } from '../environment/ending-calendar.ts';
import type { Environment } from '../environment/environment.ts';
import { Peaks } from '../record/peaks.ts';
import { RateWindow } from './rate-window.ts';

/** @see https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html */
export const REQUESTS_PER_SECOND_PER_CONCURRENCY = 10;

/** Unreserved concurrency without the provisioned part, now and before a change. */
export interface UnreservedPool {
  /** When it changed, oldest first. */
  readonly changesMs: readonly EpochMs[];
  limitAt(timeMs: EpochMs): number;
}

/** The joint load of a group's functions. */
export class GroupLoad {
  readonly unreservedRate: RateWindow;
  readonly unreservedPeaks: Peaks;
  /** Busy environments of functions without reserved concurrency, except provisioned ones. */
  unreservedInFlight = 0;
  readonly #pool: UnreservedPool;
  #limit = 0;
  #limitUntilMs = -Infinity;
  readonly #endings: EndingCalendar;

  constructor(pool: UnreservedPool, startMs: EpochMs) {
    this.#pool = pool;
    const most = Math.max(...[startMs, ...pool.changesMs].map((timeMs) => pool.limitAt(timeMs)));
    this.unreservedRate = new RateWindow(most * REQUESTS_PER_SECOND_PER_CONCURRENCY);
    this.#endings = new EndingCalendar(startMs);
    this.unreservedPeaks = new Peaks(startMs);
  }

  hasRoom(nowMs: EpochMs): boolean {
    if (nowMs >= this.#limitUntilMs) {
      this.#limit = this.#pool.limitAt(nowMs);
      this.#limitUntilMs = this.#pool.changesMs.find((changeMs) => changeMs > nowMs) ?? Infinity;
    }
    return this.unreservedInFlight < this.#limit;
  }

  /** Frees the environments whose invocation has ended. */
  advanceTo(nowMs: EpochMs): void {
    this.#endings.advanceTo(nowMs, this.#release);
  }

  /** An environment is busy until its `lastEndMs`. */
  occupy(environment: Environment): void {
    environment.fleet.occupy();
    this.#endings.add(environment);
    if (!environment.fleet.usesPool) return;
    this.unreservedInFlight++;
    this.unreservedPeaks.note(this.unreservedInFlight);
  }

  startSlot(slotStartMs: EpochMs): void {
    this.unreservedPeaks.startSlot(slotStartMs, this.unreservedInFlight);
  }

  readonly #release = (environment: Environment): void => {
    environment.fleet.release(environment);
    if (environment.fleet.usesPool) this.unreservedInFlight--;
  };
}
