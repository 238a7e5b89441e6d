import type { FunctionConfiguration } from '../lambda/function.ts';
import { type EpochMs, MINUTE_MS, minuteOf } from '../lambda/time.ts';
import type { RawText } from '../terminal/text.ts';
import type { Asking } from './asking.ts';
import {
  type Catalogue,
  hasStreamSource,
  readCatalogue,
  readFunctionLimits,
  readReserved,
  withAwake,
} from './catalogue.ts';
import { HISTORY_MINUTES, MetricHistory } from './metric-history.ts';
import { accountQueries, activeQueries, idleQueries, type MetricSubject } from './metric-plan.ts';
import { type MetricReading, readMetrics, uncomputedError } from './metric-reading.ts';
import { LONGEST_TIMEOUT_MS, lastSettledMinute } from './settling.ts';
import type { MetricQuery, SourceError, Sources } from './sources.ts';

/** An idle function costs one metric each time; it is worth that seldom. */
const SELDOM_MS = 5 * MINUTE_MS;
/** Beyond this many idle functions, ListMetrics alone must tell that one woke up. */
const MOST_IDLE_QUERIES = 500;

/** What AWS has said so far. Each `read` brings it up to date, and keeps the old where the new can't be had. */
export class FleetFacts {
  readonly history = new MetricHistory();
  catalogue: Catalogue | null = null;
  readonly #sources: Sources;
  readonly #asking: Asking;
  /** Functions whose three hours have been read with all their metrics, and when they were last read. */
  #followed: ReadonlyMap<string, EpochMs> = new Map();
  /** Of which catalogue the limits have been asked. */
  #limitsOfMs: EpochMs | null = null;
  #catalogueAskedMs: EpochMs | null = null;
  #idleAskedMs: EpochMs | null = null;

  constructor(sources: Sources, asking: Asking) {
    this.#sources = sources;
    this.#asking = asking;
  }

  /** Null when everything that must be read was read; else the error that kept it from being. */
  async read(): Promise<SourceError | null> {
    const catalogueError = await this.#readCatalogue();
    // Functions change seldom: with an old list of them there is still everything to be said.
    return this.catalogue === null ? catalogueError : this.#readMetrics(this.catalogue);
  }

  /** Brings up to date what takes a call for each function, once for each catalogue. */
  async readLimits(): Promise<void> {
    const { catalogue } = this;
    if (catalogue === null || catalogue.asOfMs === this.#limitsOfMs) return;
    this.#limitsOfMs = catalogue.asOfMs;
    const { reserved, shards } = await readFunctionLimits(catalogue, this.#sources, this.#asking);
    // Meanwhile functions may have woken up.
    const newest = this.catalogue ?? catalogue;
    this.catalogue = { ...newest, reserved: new Map([...newest.reserved, ...reserved]), shards };
  }

  async #readCatalogue(): Promise<SourceError | null> {
    const nowMs = this.#asking.clock.now();
    const { catalogue: before } = this;
    if (before !== null && nowMs - (this.#catalogueAskedMs ?? before.asOfMs) < SELDOM_MS) return null;
    this.#catalogueAskedMs = nowMs;
    const answer = await readCatalogue(this.#sources, this.#asking, before, (name) =>
      this.#isAwake(name, nowMs),
    );
    if (!answer.ok) return answer.error;
    const { reserved, shards } = this.catalogue ?? answer.value;
    this.catalogue = { ...answer.value, reserved, shards };
    this.history.keepOnly(new Set(answer.value.functions.map(({ name }) => name)));
    return null;
  }

  async #readMetrics(catalogue: Catalogue): Promise<SourceError | null> {
    const nowMs = this.#asking.clock.now();
    const isActive = ({ name }: FunctionConfiguration) => catalogue.active?.has(name) ?? true;
    const active = catalogue.functions.filter(isActive);
    const idle = catalogue.functions.filter((configuration) => !isActive(configuration));
    const firstReadings = await Promise.all([
      ...this.#queriesByStart(catalogue, active, nowMs).map(([startMs, queries]) =>
        this.#ask(queries, startMs, nowMs),
      ),
      this.#ask(
        this.#idleQueries(idle, nowMs),
        startFrom(this.history.coverage.newestMs ?? nowMs, nowMs),
        nowMs,
      ),
    ]);

    const awake = idle.filter(({ name }) => this.#isAwake(name, nowMs));
    const awakeReading = await this.#ask(
      activeQueries(subjectsOf(catalogue, awake)),
      startFrom(null, nowMs),
      nowMs,
    );
    const readings = [...firstReadings, awakeReading];
    this.#follow([...active, ...awake], readings, nowMs);
    const limits = await readReserved(
      awake.map(({ name }) => name),
      catalogue,
      this.#sources,
      this.#asking,
    );
    // The limits of the others may have come meanwhile.
    this.catalogue = withAwake(this.catalogue ?? catalogue, limits);
    return readings.find(({ error }) => error !== null)?.error ?? uncomputedError(readings);
  }

  /** Whoever could not be read is asked again from where it was last read; the others do not wait for it. */
  #queriesByStart(
    catalogue: Catalogue,
    active: Catalogue['functions'],
    nowMs: EpochMs,
  ): readonly (readonly [startMs: EpochMs, queries: readonly MetricQuery[]])[] {
    const startOf = ({ name }: FunctionConfiguration) => startFrom(this.#followed.get(name) ?? null, nowMs);
    const accountStartMs = startFrom(this.history.coverage.readMs(null), nowMs);
    return [...new Set([...active.map(startOf), accountStartMs])].map((startMs) => {
      const subjects = subjectsOf(
        catalogue,
        active.filter((each) => startOf(each) === startMs),
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

  /** Whether it was called in the minutes that are asked for again and again. */
  #isAwake(functionName: RawText, nowMs: EpochMs): boolean {
    return this.history.hasCalls(functionName, restatedFrom(nowMs), nowMs);
  }

  #idleQueries(idle: Catalogue['functions'], nowMs: EpochMs): readonly MetricQuery[] {
    if (idle.length > MOST_IDLE_QUERIES) return [];
    if (this.#idleAskedMs !== null && nowMs - this.#idleAskedMs < SELDOM_MS) return [];
    this.#idleAskedMs = nowMs;
    return idleQueries(idle.map(({ name }) => name));
  }

  #ask(queries: readonly MetricQuery[], startMs: EpochMs, nowMs: EpochMs): Promise<MetricReading> {
    const range = { startMs, endMs: minuteOf(nowMs) + MINUTE_MS };
    return readMetrics(this.#sources.metrics, this.#asking, this.history, queries, range, nowMs);
  }
}

/**
 * The first minute to ask for: what was never read is asked for in full, else each minute once more when it has
 * settled and, after a long silence (a laptop that slept), also what that held.
 */
function startFrom(readMs: EpochMs | null, nowMs: EpochMs): EpochMs {
  return readMs === null ? historyStart(nowMs) : Math.max(historyStart(nowMs), restatedFrom(readMs));
}

/** The oldest minute that may have changed since a minute before `nowMs`: points change while calls end. */
function restatedFrom(nowMs: EpochMs): EpochMs {
  return lastSettledMinute(nowMs, LONGEST_TIMEOUT_MS, null);
}

function historyStart(nowMs: EpochMs): EpochMs {
  return minuteOf(nowMs) - (HISTORY_MINUTES - 1) * MINUTE_MS;
}

function subjectsOf(
  catalogue: Catalogue,
  configurations: readonly FunctionConfiguration[],
): readonly MetricSubject[] {
  return configurations.map((configuration) => ({
    configuration,
    hasStreamSource: hasStreamSource(catalogue, configuration.name),
  }));
}
