import { type EpochMs, MINUTE_MS } from '../../lambda/time.ts';
import { onAbort } from '../abort.ts';
import type { Clock } from '../clock.ts';
import type { CallHold } from './call-hold.ts';
import {
  type CallOutcome,
  initialLane,
  type Lane,
  type LaneSetting,
  laneAfterOutcome,
  laneAfterTake,
  laneAt,
  laneWithMost,
  waitForCallMs,
} from './call-rate.ts';
import { createTurnQueue, type TurnClaim } from './turn-queue.ts';

/** The calls of one action, or of several that share a quota, and those who wait for one. */
export class LaneBudget {
  readonly #clock: Clock;
  readonly #hold: Pick<CallHold, 'isHeld' | 'untilReleased'>;
  readonly #queue = createTurnQueue();
  #lane: Lane;
  /** Stops handing out turns; null while no call waits. */
  #serving: AbortController | null = null;
  #callsMs: EpochMs[] = [];
  #throttledMs: EpochMs[] = [];

  constructor(setting: LaneSetting, clock: Clock, hold: Pick<CallHold, 'isHeld' | 'untilReleased'>) {
    this.#lane = initialLane(setting, clock.now());
    this.#clock = clock;
    this.#hold = hold;
  }

  /** Resolves when the call may be made, or when `signal` aborts. */
  take(claim: TurnClaim, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (signal.aborted) return resolve();
      const leave = this.#queue.join(claim, () => {
        stopListening();
        resolve();
      });
      const stopListening = onAbort(signal, () => {
        leave();
        if (this.#queue.size === 0) this.#stopServing();
        resolve();
      });
      if (this.#serving === null) void this.#serve();
    });
  }

  settle(outcome: CallOutcome, random: number): void {
    const nowMs = this.#clock.now();
    this.#lane = laneAfterOutcome(this.#lane, outcome, random, nowMs);
    if (outcome === 'throttled') this.#throttledMs = [...lastMinute(this.#throttledMs, nowMs), nowMs];
  }

  /** Changes the most calls a second. */
  allow(mostPerSecond: number): void {
    this.#lane = laneWithMost(this.#lane, mostPerSecond, this.#clock.now());
  }

  state() {
    const nowMs = this.#clock.now();
    const { ratePerSecond, backingOffUntilMs } = this.#lane;
    return {
      ratePerSecond,
      callsLastMinute: lastMinute(this.#callsMs, nowMs).length,
      throttledLastMinute: lastMinute(this.#throttledMs, nowMs).length,
      backingOffUntilMs: backingOffUntilMs > nowMs ? backingOffUntilMs : null,
    };
  }

  /** Hands out turns until no call waits. */
  async #serve(): Promise<void> {
    const serving = new AbortController();
    const { signal } = serving;
    this.#serving = serving;
    while (this.#queue.size > 0 && !signal.aborted) {
      if (this.#hold.isHeld()) await this.#hold.untilReleased(signal);
      else await this.#serveNext(signal);
    }
    if (this.#serving === serving) this.#serving = null;
  }

  /** Hands out one turn, or waits until there may be one. */
  async #serveNext(signal: AbortSignal): Promise<void> {
    const nowMs = this.#clock.now();
    this.#lane = laneAt(this.#lane, nowMs);
    const waitMs = waitForCallMs(this.#lane, nowMs);
    if (waitMs > 0) return this.#clock.sleep(waitMs, signal);
    this.#lane = laneAfterTake(this.#lane, nowMs);
    this.#callsMs = [...lastMinute(this.#callsMs, nowMs), nowMs];
    this.#queue.serve(nowMs);
  }

  /** The loop that hands out turns may sleep for long, and would keep the process alive. */
  #stopServing(): void {
    this.#serving?.abort();
    this.#serving = null;
  }
}

function lastMinute(timesMs: readonly EpochMs[], nowMs: EpochMs): EpochMs[] {
  return timesMs.filter((timeMs) => timeMs > nowMs - MINUTE_MS);
}
