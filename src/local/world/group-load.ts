import { EndingCalendar } from './ending-calendar.ts';
import type { Environment } from './environment.ts';
import { Peaks } from './peaks.ts';
import { RateWindow } from './rate-window.ts';
import type { EpochMs } from './world.ts';

/** @see https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html */
export const REQUESTS_PER_SECOND_PER_CONCURRENCY = 10;

/** What the functions of a group use together. */
export class GroupLoad {
  readonly unreservedLimit: number;
  readonly unreservedRate: RateWindow;
  readonly unreservedPeaks: Peaks;
  /** Busy environments of functions without reserved concurrency. */
  unreservedInFlight = 0;
  private readonly endings: EndingCalendar;

  constructor(unreservedLimit: number, startMs: EpochMs) {
    this.unreservedLimit = unreservedLimit;
    this.unreservedRate = new RateWindow(unreservedLimit * REQUESTS_PER_SECOND_PER_CONCURRENCY);
    this.endings = new EndingCalendar(startMs);
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
    if (environment.fleet.isReserved) return;
    this.unreservedInFlight++;
    this.unreservedPeaks.note(this.unreservedInFlight);
  }

  startSlot(slotStartMs: EpochMs): void {
    this.unreservedPeaks.startSlot(slotStartMs, this.unreservedInFlight);
  }

  private readonly release = (environment: Environment): void => {
    environment.fleet.release(environment);
    if (!environment.fleet.isReserved) this.unreservedInFlight--;
  };
}
