import { EndingCalendar } from './ending-calendar.ts';
import type { Environment } from './environment.ts';
import type { FunctionModel } from './function-model.ts';
import { Peaks } from './peaks.ts';
import { RateWindow } from './rate-window.ts';
import type { EpochMs } from './world.ts';

/** @see https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html */
export const REQUESTS_PER_SECOND_PER_CONCURRENCY = 10;

/** What the functions of an account use together. */
export class AccountLoad {
  readonly reservedTotal: number;
  readonly unreservedLimit: number;
  readonly unreservedRate: RateWindow;
  readonly peaks: Peaks;
  readonly unreservedPeaks: Peaks;
  /** Busy environments of functions without reserved concurrency. */
  unreservedInFlight = 0;
  private inFlight = 0;
  private readonly endings: EndingCalendar;

  constructor(concurrencyLimit: number, functions: readonly FunctionModel[], startMs: EpochMs) {
    this.reservedTotal = functions.reduce(
      (total, model) => total + (model.configuration.reservedConcurrency ?? 0),
      0,
    );
    this.unreservedLimit = concurrencyLimit - this.reservedTotal;
    this.unreservedRate = new RateWindow(this.unreservedLimit * REQUESTS_PER_SECOND_PER_CONCURRENCY);
    this.endings = new EndingCalendar(startMs);
    this.peaks = new Peaks(startMs);
    this.unreservedPeaks = new Peaks(startMs);
  }

  /** Frees the environments whose invocation has ended. */
  advanceTo(nowMs: EpochMs): void {
    this.endings.advanceTo(nowMs, this.release);
  }

  /** An environment is busy until its `lastEndMs`. */
  occupy(environment: Environment): void {
    environment.fleet.occupy();
    this.endings.add(environment);
    this.inFlight++;
    this.peaks.note(this.inFlight);
    if (environment.fleet.isReserved) return;
    this.unreservedInFlight++;
    this.unreservedPeaks.note(this.unreservedInFlight);
  }

  startSlot(slotStartMs: EpochMs): void {
    this.peaks.startSlot(slotStartMs, this.inFlight);
    this.unreservedPeaks.startSlot(slotStartMs, this.unreservedInFlight);
  }

  private readonly release = (environment: Environment): void => {
    environment.fleet.release(environment);
    this.inFlight--;
    if (!environment.fleet.isReserved) this.unreservedInFlight--;
  };
}
