import { EndingCalendar } from './ending-calendar.ts';
import type { Environment } from './environment.ts';
import { Peaks } from './peaks.ts';
import { RateWindow } from './rate-window.ts';
import type { EpochMs } from './world.ts';

/** @see https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html */
export const REQUESTS_PER_SECOND_PER_CONCURRENCY = 10;

/** What the account leaves to functions without reserved concurrency, and what it left them before. */
export interface UnreservedPool {
  readonly limit: number;
  readonly former?: { readonly limit: number; readonly untilMs: EpochMs };
}

/** What the functions of a group use together. */
export class GroupLoad {
  readonly unreservedRate: RateWindow;
  readonly unreservedPeaks: Peaks;
  /** Busy environments of functions without reserved concurrency. */
  unreservedInFlight = 0;
  private readonly pool: UnreservedPool;
  private readonly endings: EndingCalendar;

  constructor(pool: UnreservedPool, startMs: EpochMs) {
    this.pool = pool;
    const most = Math.max(pool.limit, pool.former?.limit ?? 0);
    this.unreservedRate = new RateWindow(most * REQUESTS_PER_SECOND_PER_CONCURRENCY);
    this.endings = new EndingCalendar(startMs);
    this.unreservedPeaks = new Peaks(startMs);
  }

  hasRoom(nowMs: EpochMs): boolean {
    const { limit, former } = this.pool;
    return this.unreservedInFlight < (former !== undefined && nowMs < former.untilMs ? former.limit : limit);
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
