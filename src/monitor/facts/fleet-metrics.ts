import type { FunctionConfiguration } from '../../lambda/function/function.ts';
import { LONGEST_TIMEOUT_MS } from '../../lambda/function/function-setup.ts';
import { type EpochMs, MINUTE_MS, minuteOf } from '../../lambda/time.ts';
import type { RawText } from '../../terminal/text.ts';
import type { Asking } from '../calls/asking.ts';
import type { Catalogue } from '../function/catalogue/catalogue.ts';
import { eventSourcesOf, hasStreamSource, queueNames } from '../function/event-source/event-sources.ts';
import { redriveQueueNames } from '../function/event-source/redrive.ts';
import { SELDOM_MS } from '../how-often.ts';
import { historyStart, MetricHistory } from '../metric/metric-history.ts';
import {
  accountQueries,
  activeQueries,
  callingQueries,
  deadLetterQueries,
  idleQueries,
  lossQueries,
  type MetricSubject,
  redriveQueries,
} from '../metric/metric-plan.ts';
import { type MetricReading, ONCE, readMetrics, uncomputedError } from '../metric/metric-reading.ts';
import { lastSettledMinute } from '../metric/metric-settling.ts';
import { ACCOUNT_KEY, ownerKey } from '../metric-owner.ts';
import type { SourceError } from '../source-error.ts';
import type { MetricQuery, MetricSource } from '../sources.ts';
import { IdleRounds } from './idle-rounds.ts';

interface MetricsRead {
  /** Functions that ListMetrics lists as idle but that have been called. */
  readonly awake: readonly FunctionConfiguration[];
  readonly error: SourceError | null;
}

/** Metric minutes of functions, their queues and the account: which to ask for, and from when. */
export class FleetMetrics {
  readonly history = new MetricHistory();
  readonly #source: MetricSource;
  readonly #asking: Asking;
  /** The end of a past window; null follows the present. */
  readonly #untilMs: EpochMs | null;
  readonly #idleRounds: IdleRounds;
  /** Functions whose three hours have been read with all their metrics, and when they were last read. */
  #followed: ReadonlyMap<string, EpochMs> = new Map();

  constructor(source: MetricSource, asking: Asking, untilMs: EpochMs | null) {
    this.#source = source;
    this.#asking = asking;
    this.#untilMs = untilMs;
    this.#idleRounds = new IdleRounds(this.history.coverage, untilMs !== null);
  }

  /** Reads the new and still changing minutes of the catalogue's functions. */
  async read(catalogue: Catalogue): Promise<MetricsRead> {
    const nowMs = this.#asking.clock.now();
    // Without ListMetrics, functions with calls in the history count as active; all others get the cheapest query.
    const isActive = ({ name }: FunctionConfiguration) =>
      catalogue.active?.has(name) ??
      (this.#followed.has(name) && this.#isAwake(name, historyStart(nowMs), nowMs));
    const active = catalogue.functions.filter(isActive);
    const idle = catalogue.functions.filter((configuration) => !isActive(configuration));
    const firstReadings = await Promise.all([
      ...this.#queriesByStart(catalogue, active, nowMs).map(([startMs, queries]) =>
        this.#ask(queries, startMs, nowMs),
      ),
      this.#ask(
        idleQueries(this.#idleToAsk(catalogue, idle, nowMs)),
        this.#idleStart(catalogue, nowMs),
        nowMs,
        catalogue.active === null ? MINUTE_MS : SELDOM_MS,
      ),
    ]);

    const awake = idle.filter(({ name }) => this.#isAwake(name, this.#idleStart(catalogue, nowMs), nowMs));
    const awakeReading = await this.#ask(
      activeQueries(subjectsOf(catalogue, awake, this.history)),
      this.#startFrom(null, nowMs),
      nowMs,
    );
    const readings = [...firstReadings, awakeReading];
    this.#follow([...active, ...awake], readings, nowMs);
    return {
      awake,
      error: readings.find(({ error }) => error !== null)?.error ?? uncomputedError(readings),
    };
  }

  /** Whether all functions that ListMetrics names have been read; without its list, nobody knows which were called. */
  hasReadCalled({ active, functions }: Catalogue): boolean {
    return active !== null && functions.every(({ name }) => !active.has(name) || this.#followed.has(name));
  }

  /**
   * Some series are known only after the limits were read (queues, redrive queues, asynchronous calls), or once a
   * function is listed (dead-letter errors); this fetches their history.
   */
  async readNew(catalogue: Catalogue): Promise<void> {
    const queries = catalogue.functions.flatMap(({ name, deadLetterTarget }) => [
      ...(this.#followed.has(name) && deadLetterTarget !== null ? deadLetterQueries([name]) : []),
      // Queues of idle functions are not asked for: they are read in full once the function wakes up.
      ...(this.#followed.has(name) ? callingQueries(queueNames(catalogue, name)) : []),
      ...redriveQueries(redriveQueueNames(catalogue, name)),
      ...(isAsynchronous(catalogue, name, this.history) === true ? lossQueries([name]) : []),
    ]);
    const unread = queries.filter((query) => !this.history.coverage.isWhole(query));
    const byKey = new Map(unread.map((query) => [`${ownerKey(query.owner)} ${query.metric}`, query]));
    const nowMs = this.#asking.clock.now();
    await this.#ask([...byKey.values()], this.#startFrom(null, nowMs), nowMs, ONCE);
  }

  /** Whether the function has calls in minutes that may still change, whatever ListMetrics says. */
  isCalledNow(functionName: RawText): boolean {
    const nowMs = this.#asking.clock.now();
    return this.#isAwake(functionName, restatedFrom(nowMs), nowMs);
  }

  /** The functions that were throttled within the history. */
  throttledOf(functions: Catalogue['functions']): ReadonlySet<string> {
    const toMs = this.#untilMs ?? this.#asking.clock.now();
    return new Set(
      namesOf(functions).filter((name) => this.history.hasThrottles(name, historyStart(toMs), toMs)),
    );
  }

  /** A function that could not be read is asked for again from where it was last read, without delaying the others. */
  #queriesByStart(
    catalogue: Catalogue,
    active: Catalogue['functions'],
    nowMs: EpochMs,
  ): readonly (readonly [startMs: EpochMs, queries: readonly MetricQuery[]])[] {
    const startOf = ({ name }: FunctionConfiguration) =>
      this.#startFrom(this.#followed.get(name) ?? null, nowMs);
    const accountStartMs = this.#startFrom(this.history.coverage.readMs(ACCOUNT_KEY), nowMs);
    return [...new Set([...active.map(startOf), accountStartMs])].map((startMs) => {
      const subjects = subjectsOf(
        catalogue,
        active.filter((each) => startOf(each) === startMs),
        this.history,
      );
      return [startMs, [...activeQueries(subjects), ...(startMs === accountStartMs ? accountQueries() : [])]];
    });
  }

  #follow(configurations: Catalogue['functions'], readings: readonly MetricReading[], nowMs: EpochMs): void {
    const unread = new Set(readings.flatMap((reading) => [...reading.unread]));
    this.#followed = new Map(
      configurations.flatMap(({ name }) => {
        const readMs = unread.has(name) ? this.#followed.get(name) : nowMs;
        return readMs === undefined ? [] : [[name, readMs] as const];
      }),
    );
  }

  /** While the list is incomplete, there may be too many to ask for. */
  #idleToAsk(
    { active, isComplete }: Catalogue,
    idle: Catalogue['functions'],
    nowMs: EpochMs,
  ): readonly RawText[] {
    const areListed = active !== null;
    return areListed && !isComplete ? [] : this.#idleRounds.next(namesOf(idle), areListed, nowMs);
  }

  #isAwake(functionName: RawText, fromMs: EpochMs, nowMs: EpochMs): boolean {
    return this.history.hasCalls(functionName, fromMs, this.#untilMs ?? nowMs);
  }

  /** Unlisted functions get three hours: they may have fallen silent a while ago. */
  #idleStart({ active }: Catalogue, nowMs: EpochMs): EpochMs {
    return active === null
      ? this.#startFrom(null, nowMs)
      : this.#startFrom(this.history.coverage.newestMs ?? nowMs, nowMs);
  }

  /**
   * The first minute to ask for: everything for what was never read; otherwise each minute once more when it has
   * settled, and after a long silence (a laptop that slept) the missed span too. The past no longer changes.
   */
  #startFrom(readMs: EpochMs | null, nowMs: EpochMs): EpochMs {
    const startMs = historyStart(this.#untilMs ?? nowMs);
    return readMs === null || this.#untilMs !== null ? startMs : Math.max(startMs, restatedFrom(readMs));
  }

  async #ask(
    queries: readonly MetricQuery[],
    startMs: EpochMs,
    nowMs: EpochMs,
    everyMs = MINUTE_MS,
  ): Promise<MetricReading> {
    const endMs = this.#untilMs ?? minuteOf(nowMs) + MINUTE_MS;
    const question = { queries, range: { startMs, endMs, periodMs: MINUTE_MS }, atMs: nowMs, everyMs };
    const reading = await readMetrics(this.#source, this.#asking, this.history, question);
    if (startMs === this.#startFrom(null, nowMs))
      for (const query of reading.whole) this.history.coverage.readWhole(query);
    return reading;
  }
}

/** The oldest minute that may have changed since the last poll: points change until their calls have ended. */
function restatedFrom(nowMs: EpochMs): EpochMs {
  return lastSettledMinute(nowMs, LONGEST_TIMEOUT_MS, null);
}

function namesOf(functions: readonly FunctionConfiguration[]): readonly RawText[] {
  return functions.map(({ name }) => name);
}

function subjectsOf(
  catalogue: Catalogue,
  configurations: readonly FunctionConfiguration[],
  history: MetricHistory,
): readonly MetricSubject[] {
  return configurations.map((configuration) => ({
    configuration,
    hasStreamSource: hasStreamSource(catalogue, configuration.name),
    isAsynchronous: isAsynchronous(catalogue, configuration.name, history),
    queueNames: queueNames(catalogue, configuration.name),
    redriveQueueNames: redriveQueueNames(catalogue, configuration.name),
  }));
}

/** Functions with an event source are practically never called asynchronously as well. Null means: ask. */
function isAsynchronous(catalogue: Catalogue, functionName: RawText, history: MetricHistory): boolean | null {
  if (history.has(functionName, 'AsyncEventAge', 'Maximum')) return true;
  const sources = eventSourcesOf(catalogue, functionName);
  return sources.known && sources.value.length > 0 ? false : null;
}
