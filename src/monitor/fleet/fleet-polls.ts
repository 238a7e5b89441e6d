import { type EpochMs, MINUTE_MS } from '../../lambda/time.ts';
import { aborted } from '../abort.ts';
import type { Asking } from '../calls/asking.ts';
import type { CallerIdentity } from '../calls/caller-identity.ts';
import type { FleetFacts } from '../facts/fleet-facts.ts';
import { nextPollAfter } from '../how-often.ts';
import type { WatchedConcurrency } from '../log/watched-concurrency.ts';
import type { CloserLooks } from './closer-looks.ts';
import type { LimitsAndWeek } from './limits-and-week.ts';
import type { PublishedFleet } from './published-fleet.ts';

interface Polled {
  readonly fleet: PublishedFleet;
  readonly facts: FleetFacts;
  readonly identity: CallerIdentity;
  readonly limitsAndWeek: LimitsAndWeek;
  readonly looks: CloserLooks;
}

const RETRY_AFTER_MS = 10_000;
/**
 * How often functions are judged again while a followed log gives concurrency to the second; less often with many
 * functions.
 */
const JUDGE_EVERY_MS = 5_000;
const JUDGE_EVERY_MS_PER_FUNCTION = 25;

/**
 * Polls at once, then every minute. A past window is polled until it has been read, and its limits and week until they
 * are known.
 */
export class FleetPolls {
  /** Resolves when the first poll of all functions has ended, well or not. */
  readonly first: Promise<void>;
  readonly #polled: Polled;
  readonly #asking: Asking;
  readonly #untilMs: EpochMs | null;
  #waking = new AbortController();
  /** The list whose end is awaited. */
  #awaited: Promise<void> | null = null;

  constructor(polled: Polled, asking: Asking, untilMs: EpochMs | null) {
    this.#polled = polled;
    this.#asking = asking;
    this.#untilMs = untilMs;
    this.first = new Promise((resolve) => {
      void this.#pollEveryMinute(resolve);
    });
  }

  /** Ends the wait and polls now. */
  wake(): void {
    this.#waking.abort();
  }

  /** Judges by followed logs, which do not wait for minutes. */
  async judgeWhile(watched: WatchedConcurrency): Promise<void> {
    const { clock, signal } = this.#asking;
    const { fleet } = this.#polled;
    await this.first;
    while (!signal.aborted) {
      const { length } = fleet.snapshot.functions;
      await clock.sleep(Math.max(JUDGE_EVERY_MS, length * JUDGE_EVERY_MS_PER_FUNCTION), signal);
      if (watched.isWatching && !signal.aborted) fleet.judgeAgain();
    }
  }

  async #pollEveryMinute(onFirst: () => void): Promise<void> {
    const { clock, signal } = this.#asking;
    for (;;) {
      await this.#poll();
      this.#awaitList(onFirst);
      if (signal.aborted) return;
      const nextPollMs = this.#nextPollMs();
      this.#polled.fleet.showNextPoll(nextPollMs);
      await (nextPollMs === null
        ? this.#askForLimitsAndWeek()
        : clock.sleep(nextPollMs - clock.now(), this.#waking.signal));
      if (signal.aborted) return;
      this.#waking = new AbortController();
    }
  }

  /** Until the next wake: without further polls, nothing else would ask again for what could not be read. */
  async #askForLimitsAndWeek(): Promise<void> {
    const { limitsAndWeek, looks } = this.#polled;
    const { signal } = this.#waking;
    const woken = aborted(signal);
    for (;;) {
      await Promise.race([limitsAndWeek.read, woken]);
      if (signal.aborted || !limitsAndWeek.haveFailed) return woken;
      await this.#asking.clock.sleep(MINUTE_MS, signal);
      if (!signal.aborted) limitsAndWeek.ask(() => looks.judgeAgain());
    }
  }

  #awaitList(onFirst: () => void): void {
    const { listed, catalogue } = this.#polled.facts;
    if (listed === null || this.#asking.signal.aborted) onFirst();
    else if (catalogue?.isComplete === false && listed !== this.#awaited) {
      this.#awaited = listed;
      void listed.then(() => this.#endList(onFirst));
    }
  }

  /** Functions that were called have been read by then: reading them again would cost as much as the first time. */
  #endList(onFirst: () => void): void {
    const { fleet, facts } = this.#polled;
    if (this.#asking.signal.aborted) return;
    if (!facts.hasReadCalled) {
      this.wake();
      return;
    }
    onFirst();
    fleet.judgeAgain();
    this.#lookFurther();
  }

  async #poll(): Promise<void> {
    const { fleet, facts } = this.#polled;
    void this.#readIdentity();
    const error = await facts.read();
    if (this.#asking.signal.aborted) return;
    fleet.endPoll(error);
    this.#lookFurther();
  }

  #lookFurther(): void {
    const { limitsAndWeek, looks } = this.#polled;
    limitsAndWeek.ask(() => looks.judgeAgain());
    looks.look();
  }

  async #readIdentity(): Promise<void> {
    const { fleet, identity } = this.#polled;
    await identity.read();
    if (!this.#asking.signal.aborted) fleet.showIdentity();
  }

  /** Null for never: the past no longer changes. */
  #nextPollMs(): EpochMs | null {
    const nowMs = this.#asking.clock.now();
    if (this.#polled.fleet.snapshot.connection.error !== null) return nowMs + RETRY_AFTER_MS;
    return this.#untilMs === null ? nextPollAfter(nowMs) : null;
  }
}
