import type { LaneSetting } from './call-rate.ts';
import type { LaneBudget } from './lane-budget.ts';
import type { TurnClaim } from './turn-queue.ts';

/** The lanes of an action, one for each Region, and one that all of them pass where there are several. */
export class RegionalLanes {
  readonly #settingIn: (region: string) => LaneSetting;
  readonly #create: (setting: LaneSetting) => LaneBudget;
  readonly #lanes = new Map<string, LaneBudget>();
  #common: LaneBudget | null = null;
  #mostPerSecond = 0;

  constructor(settingIn: (region: string) => LaneSetting, create: (setting: LaneSetting) => LaneBudget) {
    this.#settingIn = settingIn;
    this.#create = create;
  }

  of(region: string): LaneBudget {
    const lane = this.#lanes.get(region) ?? this.#open(region);
    this.#lanes.set(region, lane);
    return lane;
  }

  /** The turn in the Region comes first: where AWS throttles one, its calls must not hold up those of others. */
  take(region: string, claim: TurnClaim, signal: AbortSignal): Promise<void> {
    const turn = this.of(region).take(claim, signal);
    const common = this.#common;
    return common === null ? turn : turn.then(() => common.take(claim, signal));
  }

  states() {
    return [...this.#lanes].map(([region, lane]) => ({ region, ...lane.state() }));
  }

  #open(region: string): LaneBudget {
    const setting = this.#settingIn(region);
    this.#mostPerSecond = Math.max(this.#mostPerSecond, setting.mostPerSecond);
    if (this.#lanes.size > 0)
      this.#common ??= this.#create({ ...setting, mostPerSecond: this.#mostPerSecond });
    this.#common?.allow(this.#mostPerSecond);
    return this.#create(setting);
  }
}
