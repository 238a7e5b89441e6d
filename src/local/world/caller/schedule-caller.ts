import type { EpochMs } from '../../../lambda/time.ts';
import type { GroupLoad } from '../function/group-load.ts';
import type { SimulatedFunction } from '../function/simulated-function.ts';
import type { ScheduleCallerModel } from '../function-model.ts';
import { REQUEST } from '../record/delivery.ts';
import type { Process } from '../schedule/agenda.ts';
import type { Calling } from './calling.ts';

/** A schedule that calls once each period. */
export class ScheduleCaller implements Process {
  readonly firstMs: EpochMs;
  readonly #everyMs: number;
  readonly #callee: SimulatedFunction;
  readonly #load: GroupLoad;

  constructor(model: ScheduleCallerModel, { callee, load, startMs }: Calling) {
    this.#everyMs = model.everyMs;
    this.#callee = callee;
    this.#load = load;
    const missed = Math.max(0, Math.ceil((startMs - model.firstMs) / model.everyMs));
    this.firstMs = model.firstMs + missed * model.everyMs;
  }

  act(nowMs: EpochMs): EpochMs {
    this.#load.advanceTo(nowMs);
    this.#callee.invoke(nowMs, REQUEST);
    return nowMs + this.#everyMs;
  }
}
