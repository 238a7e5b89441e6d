import type { FunctionConfiguration } from '../../../lambda/function/function.ts';
import { LONGEST_TIMEOUT_MS } from '../../../lambda/function/function-setup.ts';
import { MINUTES_ARE_KEPT_MS } from '../../../lambda/metric.ts';
import { DAY_MS, type EpochMs, HOUR_MS, MINUTE_MS } from '../../../lambda/time.ts';
import type { FunctionMinute } from '../../../triage/minute/function-minute.ts';
import type { Asking } from '../../calls/asking.ts';
import { SELDOM_MS } from '../../how-often.ts';
import { MetricHistory } from '../../metric/metric-history.ts';
import { activeQueries } from '../../metric/metric-plan.ts';
import { readMetrics, uncomputedError } from '../../metric/metric-reading.ts';
import { lastSettledMinute } from '../../metric/metric-settling.ts';
import { mayBeAnsweredLater, type SourceError } from '../../source-error.ts';
import type { MetricQuery, MetricSource } from '../../sources.ts';

/** Where minutes are no longer kept. */
const COARSE_PERIOD_MS = 5 * MINUTE_MS;
/** A minute that is about to be deleted may be gone when CloudWatch looks for it. */
const SPARE_MS = 5 * MINUTE_MS;
/** The fleet's minutes continue the day for three hours: no call is needed for the newest ones. */
const READ_ON_AFTER_MS = HOUR_MS;
/** Longer than the day: a long call takes minutes back that had settled. */
const KEPT_MS = DAY_MS + LONGEST_TIMEOUT_MS;

/** What has been read of the day. */
interface ReadDay {
  readonly history: MetricHistory;
  readonly periodMs: number;
  /** Later than asked for where a recording holds no more: it may hold more of a later time. */
  readonly fromMs: EpochMs;
  readonly isWhole: boolean;
  /** Up to when no point changes any more, exclusive: of later minutes the fleet knows better. */
  readonly toMs: EpochMs;
  /** When it was last read. */
  readonly atMs: EpochMs;
}

/**
 * The last 24 hours of a function. They are read by the minute, in one request, as CloudWatch charges for metrics and
 * not for their points: in periods of five minutes a peak of one minute would be lost. Only new minutes are read later.
 */
export class FunctionDay {
  readonly #configuration: FunctionConfiguration;
  readonly #metrics: MetricSource;
  readonly #asking: Asking;
  #isWanted = false;
  #read: ReadDay | null = null;
  #error: SourceError | null = null;

  constructor(configuration: FunctionConfiguration, metrics: MetricSource, asking: Asking) {
    this.#configuration = configuration;
    this.#metrics = metrics;
    this.#asking = asking;
  }

  want(): void {
    this.#isWanted = true;
  }

  /**
   * @param toMs the end of the window
   * @param settledMs the newest minute that no longer changes
   */
  async read(toMs: EpochMs, settledMs: EpochMs): Promise<void> {
    if (!this.#isWanted || !this.#isDue(toMs)) return;
    const before = this.#read?.isWhole ? this.#read : null;
    const periodMs = before?.periodMs ?? this.#periodOfDayBefore(settledMs);
    const history = before?.history ?? new MetricHistory(periodMs, KEPT_MS / periodMs);
    const endMs = endOf(settledMs, periodMs);
    const startMs = Math.max(endMs - DAY_MS, before?.toMs ?? 0);
    const changingFromMs = lastSettledMinute(this.#asking.clock.now(), LONGEST_TIMEOUT_MS, null);
    const reading = await readMetrics(this.#metrics, this.#asking, history, {
      queries: this.#queries(),
      range: { startMs, endMs, periodMs },
      atMs: toMs,
      everyMs: READ_ON_AFTER_MS,
    });
    this.#error = reading.error ?? uncomputedError([reading]);
    if (this.#error !== null) return;
    const fromMs = before?.fromMs ?? reading.knownFromMs;
    const isWhole = before !== null || fromMs === startMs;
    this.#read = { history, periodMs, fromMs, isWhole, toMs: Math.min(endMs, changingFromMs), atMs: toMs };
  }

  /** Whether the newest reading had no answer that may come yet. */
  get isUnfinished(): boolean {
    return mayBeAnsweredLater(this.#error);
  }

  /**
   * Oldest first, empty when there is no data point; null until they were read.
   *
   * @param newest the newest settled minutes, which were read for the fleet
   */
  minutes(settledMs: EpochMs, newest: readonly FunctionMinute[]): readonly FunctionMinute[] | null {
    if (this.#read === null) return null;
    const { history, periodMs, fromMs, toMs } = this.#read;
    const endMs = endOf(settledMs, periodMs);
    const startMs = Math.max(endMs - DAY_MS, fromMs);
    // Empty without any point: the few minutes since the last reading would look like a day.
    const read = history.functionMinutes(this.#configuration.name, startMs, endMs - periodMs);
    if (periodMs !== MINUTE_MS) return read;
    const newer = new Map(
      newest.flatMap((minute) => (minute.minuteMs >= toMs ? [[minute.minuteMs, minute] as const] : [])),
    );
    return read.map((minute) => ({ ...minute, ...dataOf(newer.get(minute.minuteMs)) }));
  }

  #isDue(toMs: EpochMs): boolean {
    if (this.#read === null) return true;
    const { history, isWhole, atMs } = this.#read;
    const isEmpty = !history.has(this.#configuration.name, 'Invocations', 'Sum');
    return !isWhole || toMs - atMs >= (isEmpty ? SELDOM_MS : READ_ON_AFTER_MS);
  }

  #periodOfDayBefore(settledMs: EpochMs): number {
    const keptFromMs = this.#asking.clock.now() - MINUTES_ARE_KEPT_MS + SPARE_MS;
    return endOf(settledMs, MINUTE_MS) - DAY_MS < keptFromMs ? COARSE_PERIOD_MS : MINUTE_MS;
  }

  /** Without knowing how it is called, all that a chart may show. */
  #queries(): readonly MetricQuery[] {
    return activeQueries([
      {
        configuration: this.#configuration,
        hasStreamSource: null,
        isAsynchronous: true,
        queueNames: [],
        redriveQueueNames: [],
      },
    ]);
  }
}

/** What has a data point: the fleet asks for one metric of an idle function, and seldom. */
function dataOf(minute: FunctionMinute | undefined): Partial<FunctionMinute> {
  return Object.fromEntries(Object.entries(minute ?? {}).filter(([, value]) => value !== null));
}

/**
 * The end of the last period whose minutes have all settled: an incomplete one would look like a dip at the end of the
 * chart.
 */
function endOf(settledMs: EpochMs, periodMs: number): EpochMs {
  return Math.floor((settledMs + MINUTE_MS) / periodMs) * periodMs;
}
