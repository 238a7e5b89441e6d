import type { Known } from '../../../capacity/evidence.ts';
import type { Alias } from '../../../lambda/function/alias.ts';
import { type EpochMs, MINUTE_MS, minuteOf } from '../../../lambda/time.ts';
import type { RawText } from '../../../terminal/text.ts';
import { VERSION_MINUTES } from '../../../triage/cause/version-suspicion.ts';
import { type Asking, askForAll } from '../../calls/asking.ts';
import { LOOK_PAUSE_MS, SELDOM_MS } from '../../how-often.ts';
import { isUnread, knownOf } from '../../known-answer.ts';
import { MetricHistory } from '../../metric/metric-history.ts';
import { versionQueries } from '../../metric/metric-plan.ts';
import { readMetrics } from '../../metric/metric-reading.ts';
import { mayBeAnsweredLater, type SourceError } from '../../source-error.ts';
import type { Sources } from '../../sources.ts';
import { type AliasStatus, aliasStatus, versionOwner } from './function-detail.ts';

/** What AWS has said of one function's aliases and the versions behind them. */
export class VersionFacts {
  readonly functionName: RawText;
  readonly #sources: Sources;
  readonly #asking: Asking;
  readonly #outcomes = new MetricHistory();
  #aliases: Known<readonly Alias[]> = { known: false, because: 'unread' };
  #askedMs: EpochMs | null = null;
  #outcomesAgainMs: EpochMs | null = null;
  #outcomesError: SourceError | null = null;

  constructor(functionName: RawText, sources: Sources, asking: Asking) {
    this.functionName = functionName;
    this.#sources = sources;
    this.#asking = asking;
  }

  /** Reads the aliases once in a while, and with each look until they are known. */
  async readAliases(toMs: EpochMs): Promise<void> {
    if (this.#askedMs !== null && toMs - this.#askedMs < SELDOM_MS) return;
    this.#askedMs = toMs;
    const aliases = await askForAll(this.#asking, 'lambda:ListAliases', (token, signal) =>
      this.#sources.functions.aliases(this.functionName, token, signal),
    );
    this.#aliases = knownOf(aliases, this.#aliases);
    if (this.areUnread) this.#askedMs = null;
  }

  /** Whether the aliases were asked for without an answer. */
  get areUnread(): boolean {
    return isUnread(this.#aliases);
  }

  /** Whether the newest reading had no answer that may come yet. */
  get isUnfinished(): boolean {
    return this.areUnread || mayBeAnsweredLater(this.#outcomesError);
  }

  /**
   * Reads the outcomes of calls for each version behind an alias, unless they have just been read.
   *
   * @param settledMs the newest minute that no longer changes
   * @param isWanted selects aliases
   */
  async readOutcomes(
    toMs: EpochMs,
    settledMs: EpochMs,
    isWanted: (alias: Alias) => boolean = () => true,
  ): Promise<void> {
    this.#outcomesError = null;
    if (!this.#aliases.known) return;
    if (this.#outcomesAgainMs !== null && toMs < this.#outcomesAgainMs) return;
    const owners = this.#aliases.value
      .filter(isWanted)
      .flatMap((alias) =>
        alias.versions.map(({ version }) => versionOwner(this.functionName, alias, version)),
      );
    if (owners.length === 0) return;
    const startMs = settledMs - VERSION_MINUTES * MINUTE_MS;
    const range = { startMs, endMs: minuteOf(toMs), periodMs: MINUTE_MS };
    const { error } = await readMetrics(this.#sources.metrics, this.#asking, this.#outcomes, {
      queries: versionQueries(owners),
      range,
      atMs: toMs,
    });
    this.#outcomesError = error;
    if (error === null) this.#outcomesAgainMs = toMs + LOOK_PAUSE_MS;
    else if (error.kind === 'denied') this.#outcomesAgainMs = toMs + SELDOM_MS;
  }

  status(settledMs: EpochMs): Known<readonly AliasStatus[]> {
    if (!this.#aliases.known) return this.#aliases;
    return {
      known: true,
      value: this.#aliases.value.map((alias) =>
        aliasStatus(this.functionName, alias, this.#outcomes, settledMs),
      ),
    };
  }
}

/** Comparing failures takes two versions. */
export function isShared({ versions }: Alias): boolean {
  return versions.length > 1;
}
