import type { AccountLoad } from './account-load.ts';
import type { Process } from './agenda.ts';
import type { SyncCallerModel } from './function-model.ts';
import type { RandomStream } from './random-stream.ts';
import type { SimulatedFunction } from './simulated-function.ts';
import type { EpochMs } from './world.ts';

const SECOND_MS = 1_000;
/** How far to look for a next request in a time without any before looking again. */
const LOOK_AHEAD_MS = 60_000;

/**
 * Many clients that don't know of each other: a Poisson process whose rate is read each second. Who is turned away
 * does not come back, so the attempts are the same whatever the function does with them.
 */
export class SyncCallers implements Process {
  nextMs: EpochMs;
  private readonly requestsPerSecond: SyncCallerModel['requestsPerSecond'];
  private readonly callee: SimulatedFunction;
  private readonly account: AccountLoad;
  private readonly random: RandomStream;
  private requestIsNext = false;
  private rateUntilMs: EpochMs = 0;
  private ratePerMs = 0;

  constructor(
    model: SyncCallerModel,
    callee: SimulatedFunction,
    account: AccountLoad,
    random: RandomStream,
    startMs: EpochMs,
  ) {
    this.requestsPerSecond = model.requestsPerSecond;
    this.callee = callee;
    this.account = account;
    this.random = random;
    this.nextMs = startMs;
    this.scheduleNext();
  }

  act(): void {
    if (this.requestIsNext) {
      const arrivalMs = Math.floor(this.nextMs);
      this.account.advanceTo(arrivalMs);
      this.callee.invoke(arrivalMs, 0, 0);
    }
    this.scheduleNext();
  }

  /** Spends an exponential waiting time at the rate of each second it passes through. */
  private scheduleNext(): void {
    let wait = this.random.exponential();
    let atMs = this.nextMs;
    const horizonMs = atMs + LOOK_AHEAD_MS;
    while (atMs < horizonMs) {
      if (atMs >= this.rateUntilMs) this.readRate(atMs);
      const room = (this.rateUntilMs - atMs) * this.ratePerMs;
      if (wait < room) {
        this.nextMs = atMs + wait / this.ratePerMs;
        this.requestIsNext = true;
        return;
      }
      wait -= room;
      atMs = this.rateUntilMs;
    }
    this.nextMs = atMs;
    this.requestIsNext = false;
  }

  private readRate(timeMs: EpochMs): void {
    const secondMs = Math.floor(timeMs / SECOND_MS) * SECOND_MS;
    this.ratePerMs = Math.max(0, this.requestsPerSecond(secondMs)) / SECOND_MS;
    this.rateUntilMs = secondMs + SECOND_MS;
  }
}
