import type { AccountLoad } from '../account-load.ts';
import type { Process } from '../agenda.ts';
import { REQUEST } from '../delivery.ts';
import type { SyncCallerModel } from '../function-model.ts';
import type { RandomStream } from '../random-stream.ts';
import type { SimulatedFunction } from '../simulated-function.ts';
import type { EpochMs } from '../world.ts';
import { Arrivals } from './arrivals.ts';

/**
 * Clients that wait for the answer. Who is turned away does not come back, so the attempts are the same whatever the
 * function does with them.
 */
export class SyncCallers implements Process {
  private readonly arrivals: Arrivals;
  private readonly callee: SimulatedFunction;
  private readonly account: AccountLoad;

  constructor(
    model: SyncCallerModel,
    callee: SimulatedFunction,
    account: AccountLoad,
    random: RandomStream,
    startMs: EpochMs,
  ) {
    this.arrivals = new Arrivals(model.requestsPerSecond, random, startMs, model.isEven);
    this.callee = callee;
    this.account = account;
  }

  get firstMs(): EpochMs {
    return this.arrivals.nextMs;
  }

  act(nowMs: EpochMs): EpochMs {
    const { arrivals } = this;
    if (arrivals.isArrival) {
      const arrivalMs = Math.floor(nowMs);
      this.account.advanceTo(arrivalMs);
      this.callee.invoke(arrivalMs, REQUEST);
    }
    return arrivals.scheduleNext();
  }
}
