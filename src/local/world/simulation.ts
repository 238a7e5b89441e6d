import { AccountLoad } from './account-load.ts';
import { Agenda, type Process } from './agenda.ts';
import type { AccountModel } from './function-model.ts';
import { mixed } from './hash.ts';
import { SLOT_MS } from './peaks.ts';
import { RandomStream } from './random-stream.ts';
import { ScheduleCaller } from './schedule-caller.ts';
import { ShardPoller } from './shard-poller.ts';
import { SimulatedFunction } from './simulated-function.ts';
import { SyncCallers } from './sync-callers.ts';
import type { EpochMs } from './world.ts';

/** What happened longer ago is forgotten. */
export const HISTORY_MS = 4 * 3_600_000;

/** The account in motion. */
export class Simulation {
  readonly load: AccountLoad;
  readonly functions: ReadonlyMap<string, SimulatedFunction>;
  readonly startMs: EpochMs;
  private readonly agenda: Agenda;
  private reachedMs: EpochMs;

  /** @param startMs on a slot of `Peaks`: a multiple of 30 s. */
  constructor(model: AccountModel, seed: number, startMs: EpochMs) {
    this.startMs = startMs;
    this.reachedMs = startMs - 1;
    this.load = new AccountLoad(model.account.concurrencyLimit, model.functions, startMs);
    const functions = model.functions.map((each) => new SimulatedFunction(each, this.load, seed, startMs));
    this.functions = new Map(functions.map((each) => [each.model.configuration.name, each]));
    this.agenda = new Agenda([
      new SlotClock(this.load, functions, startMs),
      ...functions.flatMap((each) => callersOf(each, this.load, startMs)),
    ]);
  }

  /** Every request that arrives up to `nowMs` has been decided. */
  advanceTo(nowMs: EpochMs): void {
    const wholeMs = Math.floor(nowMs);
    if (wholeMs <= this.reachedMs) return;
    this.agenda.runUntil(wholeMs + 1);
    this.reachedMs = wholeMs;
  }
}

/** Begins the slots of all peaks, and forgets. */
class SlotClock implements Process {
  nextMs: EpochMs;
  private readonly load: AccountLoad;
  private readonly functions: readonly SimulatedFunction[];

  constructor(load: AccountLoad, functions: readonly SimulatedFunction[], startMs: EpochMs) {
    this.load = load;
    this.functions = functions;
    this.nextMs = startMs + SLOT_MS;
  }

  act(): void {
    const slotStartMs = this.nextMs;
    this.load.advanceTo(slotStartMs);
    this.load.startSlot(slotStartMs);
    for (const each of this.functions) {
      each.startSlot(slotStartMs);
      each.dropBefore(slotStartMs - HISTORY_MS);
    }
    this.nextMs = slotStartMs + SLOT_MS;
  }
}

function callersOf(callee: SimulatedFunction, load: AccountLoad, startMs: EpochMs): readonly Process[] {
  const { caller } = callee.model;
  switch (caller.kind) {
    case 'sync': {
      const random = new RandomStream(mixed(callee.seed, 1));
      return [new SyncCallers(caller, callee, load, random, startMs)];
    }
    case 'schedule':
      return [new ScheduleCaller(caller, callee, load, startMs)];
    case 'stream':
      return Array.from({ length: caller.openShards * caller.parallelizationFactor }, (_, lane) => {
        const random = new RandomStream(mixed(callee.seed, 1_000 + lane));
        return new ShardPoller(caller, callee, load, random, startMs);
      });
  }
}
