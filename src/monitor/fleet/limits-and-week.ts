import type { EpochMs } from '../../lambda/time.ts';
import { isPoolCause } from '../../triage/cause/pool-cause.ts';
import { mayBeTurnedAwayByPool } from '../../triage/cause/rejection.ts';
import { hasFailed } from '../../triage/rules/chronic-failures.ts';
import type { Asking } from '../calls/asking.ts';
import type { FleetFacts } from '../facts/fleet-facts.ts';
import { listedIn } from '../function/catalogue/listed.ts';
import type { WeekOfFailures } from '../function/week-of-failures.ts';
import type { PublishedFleet } from './published-fleet.ts';

interface Read {
  readonly fleet: PublishedFleet;
  readonly facts: FleetFacts;
  readonly week: WeekOfFailures;
}

/**
 * What rules need beside the minutes: the limits, and the week of failing functions. A call for each function takes
 * time: neither the rows nor the next poll wait for it.
 */
export class LimitsAndWeek {
  readonly #of: Read;
  readonly #asking: Asking;
  /** The end of a past window. */
  readonly #untilMs: EpochMs | null;
  /** The reading of the limits that are wanted, where everyone's are not. */
  #ofWanted: Promise<void> | null = null;
  #limits = Promise.resolve();
  #week = Promise.resolve();

  constructor(of: Read, asking: Asking, untilMs: EpochMs | null) {
    this.#of = of;
    this.#asking = asking;
    this.#untilMs = untilMs;
  }

  /** Resolves when everything asked for so far has been read. */
  get read(): Promise<void> {
    return Promise.all([this.#limits, this.#week]).then(() => {});
  }

  /** Whether some could not be read. */
  get haveFailed(): boolean {
    const { facts, week } = this.#of;
    return facts.limitsHaveFailed || week.hasUnread;
  }

  get limitsRead(): Promise<void> {
    return this.#limits;
  }

  get weekRead(): Promise<void> {
    return this.#week;
  }

  /** @param onKnown called each time that something new is known */
  ask(onKnown: () => void): void {
    this.#limits = Promise.all([this.#limits, this.#readLimits(onKnown)]).then(() => {});
    this.#week = Promise.all([this.#week, this.#readWeek(onKnown)]).then(() => {});
  }

  async #readLimits(onKnown: () => void): Promise<void> {
    const { facts, fleet } = this.#of;
    if (!facts.areAllWanted && facts.catalogue?.isComplete === true) {
      const isNews = await this.#readOfWanted();
      if (this.#asking.signal.aborted) return;
      if (isNews) onKnown();
      if (!this.#concernsOthers()) return;
      facts.wantAll();
      fleet.endPoll(await facts.read());
      if (this.#asking.signal.aborted) return;
    }
    const isNews = await facts.readLimits();
    if (this.#asking.signal.aborted) return;
    // Another poll may still be asking, and a failed one had no functions to ask for.
    if (facts.hasAskedLimits) fleet.showLimitsAsked();
    if (isNews) onKnown();
  }

  /** Who fills the pool that they share, and whom else it turned away, is told by everyone's metrics. */
  #concernsOthers(): boolean {
    const { causes, functions } = this.#of.fleet.snapshot;
    return causes.some(isPoolCause) || functions.some(mayBeTurnedAwayByPool);
  }

  /** Once; then those that failed. */
  async #readOfWanted(): Promise<boolean> {
    const { facts } = this.#of;
    if (this.#ofWanted !== null) {
      await this.#ofWanted;
      return facts.readLimitsThatFailed();
    }
    this.#ofWanted = facts.readLimitsOfWanted();
    await this.#ofWanted;
    return true;
  }

  /** Tells failures that lasted all week from those that began this week. */
  async #readWeek(onKnown: () => void): Promise<void> {
    const { facts, fleet, week } = this.#of;
    if (facts.catalogue?.isComplete === true) week.keepOnly(listedIn(facts.catalogue));
    const failing = fleet.snapshot.functions.filter(({ minutes }) => hasFailed(minutes, fleet.thresholds));
    const isNews = await week.read(
      failing.map(({ name }) => name),
      this.#untilMs ?? this.#asking.clock.now(),
    );
    if (isNews && !this.#asking.signal.aborted) onKnown();
  }
}
