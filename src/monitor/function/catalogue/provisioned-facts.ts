import { UNREAD } from '../../../capacity/evidence.ts';
import type { ProvisionedConcurrency } from '../../../lambda/function/provisioned-concurrency.ts';
import { type EpochMs, MINUTE_MS, minuteOf } from '../../../lambda/time.ts';
import type { RawText } from '../../../terminal/text.ts';
import { type Asking, askForAll } from '../../calls/asking.ts';
import { type Dated, isUnread, knownOf } from '../../known-answer.ts';
import { knownSum } from '../../metric/known-sum.ts';
import { MetricHistory } from '../../metric/metric-history.ts';
import { provisionedQueries } from '../../metric/metric-plan.ts';
import { readMetrics } from '../../metric/metric-reading.ts';
import { type MetricOwner, ownerKey } from '../../metric-owner.ts';
import { mayBeAnsweredLater, type SourceError } from '../../source-error.ts';
import type { Sources } from '../../sources.ts';

/** Provisioned concurrency of an alias or version, and how well it sufficed in the last fifteen minutes. */
export interface ProvisionedStatus extends ProvisionedConcurrency {
  /** The most that were busy at once; null without calls, or when unknown. */
  readonly busiest: number | null;
  /**
   * Calls served by them; null likewise. Calls to $LATEST or through another alias count neither here nor as spilled.
   */
  readonly served: number | null;
  /** Calls that spilled over to on-demand environments; null likewise. */
  readonly spilled: number | null;
  /** How many of the minutes have data. */
  readonly toldMinutes: number;
  /** The newest of the minutes. */
  readonly toMs: EpochMs;
}

/** A function's provisioned concurrency, over all its aliases and versions. */
export interface ProvisionedUse {
  readonly environments: number;
  /** The most that were busy at once in the last fifteen minutes; null when unknown. */
  readonly busiest: number | null;
  /** The share of all the function's calls that ran there; calls through other aliases never do. Null when unknown. */
  readonly servedShare: number | null;
  /** The share of calls to provisioned aliases or versions that spilled over; null likewise. */
  readonly spilledShare: number | null;
  /** How many of the fifteen minutes have data. */
  readonly toldMinutes: number;
}

export const USE_MINUTES = 15;

/** The share of calls that spilled over; null without calls, or when unknown. */
export function spilledShareOf({
  served,
  spilled,
}: Pick<ProvisionedStatus, 'served' | 'spilled'>): number | null {
  const calls = (served ?? 0) + (spilled ?? 0);
  return calls === 0 ? null : (spilled ?? 0) / calls;
}

/** What AWS has said of one function's provisioned concurrency. */
export class ProvisionedFacts {
  readonly #functionName: RawText;
  readonly #sources: Sources;
  readonly #asking: Asking;
  readonly #use = new MetricHistory();
  #configs: Dated<readonly ProvisionedConcurrency[]> = UNREAD;
  #useError: SourceError | null = null;

  constructor(functionName: RawText, sources: Sources, asking: Asking) {
    this.#functionName = functionName;
    this.#sources = sources;
    this.#asking = asking;
  }

  /**
   * Independent of aliases: a version can be provisioned too, and an identity that may not list aliases may still list
   * this.
   */
  async readConfigs(): Promise<void> {
    const action = 'lambda:ListProvisionedConcurrencyConfigs';
    const configs = await askForAll(this.#asking, action, (token, signal) =>
      this.#sources.functions.provisionedConcurrency(this.#functionName, token, signal),
    );
    this.#configs = knownOf(configs, this.#configs, this.#asking.clock.now());
  }

  /** Costs nothing without provisioned concurrency, the case of most functions. */
  async readUse(toMs: EpochMs, settledMs: EpochMs): Promise<void> {
    this.#useError = null;
    if (!this.#configs.known || this.#configs.value.length === 0) return;
    const queries = provisionedQueries(this.#configs.value.map((config) => this.#ownerOf(config)));
    const range = {
      startMs: settledMs - USE_MINUTES * MINUTE_MS,
      endMs: minuteOf(toMs),
      periodMs: MINUTE_MS,
    };
    const { error } = await readMetrics(this.#sources.metrics, this.#asking, this.#use, {
      queries,
      range,
      atMs: toMs,
    });
    this.#useError = error;
  }

  /** Whether the newest reading had no answer that may come yet. */
  get isUnfinished(): boolean {
    return this.areUnread || mayBeAnsweredLater(this.#useError);
  }

  /** Whether none was asked for with an answer yet. */
  get areUnread(): boolean {
    return isUnread(this.#configs);
  }

  /** Whether an alias or version is known to have any. */
  get hasAny(): boolean {
    return this.#configs.known && this.#configs.value.length > 0;
  }

  /** @param settledMs the newest minute to look at. */
  status(settledMs: EpochMs): Dated<readonly ProvisionedStatus[]> {
    if (!this.#configs.known) return this.#configs;
    return {
      ...this.#configs,
      value: this.#configs.value.map((config) => this.#statusOf(config, settledMs)),
    };
  }

  #statusOf(config: ProvisionedConcurrency, settledMs: EpochMs): ProvisionedStatus {
    const key = ownerKey(this.#ownerOf(config));
    const minutes = Array.from({ length: USE_MINUTES }, (_, age) => settledMs - age * MINUTE_MS);
    const valuesOf = (metric: Parameters<MetricHistory['value']>[1], statistic: 'Sum' | 'Maximum') =>
      minutes.map((minuteMs) => this.#use.value(key, metric, statistic, minuteMs));
    const busy = valuesOf('ProvisionedConcurrentExecutions', 'Maximum').filter((value) => value !== null);
    const served = valuesOf('ProvisionedConcurrencyInvocations', 'Sum');
    const spilled = valuesOf('ProvisionedConcurrencySpilloverInvocations', 'Sum');
    return {
      ...config,
      busiest: busy.length === 0 ? null : Math.max(...busy),
      served: knownSum(served),
      spilled: knownSum(spilled),
      toldMinutes: minutes.filter((_, age) => (served[age] ?? spilled[age] ?? null) !== null).length,
      toMs: settledMs,
    };
  }

  /** CloudWatch names a version in the same dimension as an alias. */
  #ownerOf({ qualifier }: ProvisionedConcurrency): MetricOwner {
    return { kind: 'alias', functionName: this.#functionName, alias: qualifier };
  }
}
