import type { EpochMs } from '../../lambda/time.ts';
import type { RawText } from '../../terminal/text.ts';
import { SELDOM_MS } from '../how-often.ts';
import type { MetricCoverage } from '../metric/metric-coverage.ts';
import { MOST_IDLE_QUERIES, unlistedAMinute } from './unlisted-round.ts';

/** Which idle functions to check for new calls: each costs a metric. */
export class IdleRounds {
  readonly #coverage: MetricCoverage;
  readonly #isPast: boolean;
  #askedMs: EpochMs | null = null;
  /** Where the next round through unlisted functions begins. */
  #unlistedAsked = 0;

  /** @param isPast whether the window is over: it is read once, and no calls can be added */
  constructor(coverage: MetricCoverage, isPast: boolean) {
    this.#coverage = coverage;
    this.#isPast = isPast;
  }

  /** @param areListed whether ListMetrics shows which functions woke up */
  next(idle: readonly RawText[], areListed: boolean, nowMs: EpochMs): readonly RawText[] {
    if (!areListed) return this.#isPast ? idle : this.#nextUnlisted(idle);
    // With this many, only ListMetrics can show that one woke up.
    if (idle.length > MOST_IDLE_QUERIES) return [];
    if (this.#askedMs !== null && nowMs - this.#askedMs < SELDOM_MS) return this.#neverRead(idle);
    this.#askedMs = nowMs;
    return idle;
  }

  /**
   * First functions never asked for, as many as a minute's budget allows; then round robin, as seldom as other idle
   * ones.
   */
  #nextUnlisted(idle: readonly RawText[]): readonly RawText[] {
    const first = this.#neverRead(idle).slice(0, MOST_IDLE_QUERIES);
    const start = this.#unlistedAsked % Math.max(1, idle.length);
    const inTurn = [...idle.slice(start), ...idle.slice(0, start)];
    const others = inTurn.slice(0, Math.max(0, unlistedAMinute(idle.length) - first.length));
    this.#unlistedAsked = start + others.length;
    return [...new Set([...first, ...others])];
  }

  #neverRead(idle: readonly RawText[]): readonly RawText[] {
    return idle.filter((name) => this.#coverage.readMs(name) === null);
  }
}
