import type { AccountLoad } from '../account-load.ts';
import type { Process } from '../agenda.ts';
import { REQUEST } from '../delivery.ts';
import type { ScheduleCallerModel } from '../function-model.ts';
import type { SimulatedFunction } from '../simulated-function.ts';
import type { EpochMs } from '../world.ts';

/** A schedule that calls once each period. */
export class ScheduleCaller implements Process {
  nextMs: EpochMs;
  private readonly everyMs: number;
  private readonly callee: SimulatedFunction;
  private readonly account: AccountLoad;

  constructor(model: ScheduleCallerModel, callee: SimulatedFunction, account: AccountLoad, startMs: EpochMs) {
    this.everyMs = model.everyMs;
    this.callee = callee;
    this.account = account;
    const missed = Math.max(0, Math.ceil((startMs - model.firstMs) / model.everyMs));
    this.nextMs = model.firstMs + missed * model.everyMs;
  }

  act(): void {
    this.account.advanceTo(this.nextMs);
    this.callee.invoke(this.nextMs, REQUEST);
    this.nextMs += this.everyMs;
  }
}
