import type { FunctionConfiguration } from '../lambda/function.ts';
import { type EpochMs, MINUTE_MS, minuteOf } from '../lambda/time.ts';
import type { RawText } from '../terminal/text.ts';
import { type Asking, ask } from './asking.ts';
import { type Catalogue, hasStreamSource, readCatalogue, withAwake } from './catalogue.ts';
import { HISTORY_MINUTES, MetricHistory } from './metric-history.ts';
import { accountQueries, activeQueries, idleQueries, type MetricSubject } from './metric-plan.ts';
import { readMetrics } from './metric-reading.ts';
import { LONGEST_TIMEOUT_MS, lastSettledMinute } from './settling.ts';
import type { Identity, MetricQuery, SourceError, Sources } from './sources.ts';

/** An idle function costs one metric each time; it is worth that seldom. */
const SELDOM_MS = 5 * MINUTE_MS;
/** Beyond this many idle functions, ListMetrics alone must tell that one woke up. */
const MOST_IDLE_QUERIES = 500;

/** What AWS has said so far. Each `read` brings it up to date, and keeps the old where the new can't be had. */
export class FleetFacts {
  readonly history = new MetricHistory();
  identity: Identity | null = null;
  catalogue: Catalogue | null = null;
  readonly #sources: Sources;
  readonly #asking: Asking;
  /** Functions whose three hours have been read, and that have been followed since. */
  #known: ReadonlySet<string> = new Set();
  #catalogueAskedMs: EpochMs | null = null;
  #idleAskedMs: EpochMs | null = null;
  #lastReadMs: EpochMs | null = null;

  constructor(sources: Sources, asking: Asking) {
    this.#sources = sources;
    this.#asking = asking;
  }

  /** Null when everything that must be read was read; else the error that kept it from being. */
  async read(): Promise<SourceError | null> {
    const identityError = await this.#readIdentity();
    if (identityError?.kind === 'expired') return identityError;
    const catalogueError = await this.#readCatalogue();
    // Functions change seldom: with an old list of them there is still everything to be said.
    return this.catalogue === null ? catalogueError : this.#readMetrics(this.catalogue);
  }

  async #readIdentity(): Promise<SourceError | null> {
    if (this.identity !== null) return null;
    const { identity } = this.#sources;
    const answer = await ask(this.#asking, 'sts:GetCallerIdentity', (signal) => identity.caller(signal));
    if (!answer.ok) return answer.error;
    this.identity = answer.value;
    return null;
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
    this.catalogue = answer.value;
    this.history.keepOnly(new Set(answer.value.functions.map(({ name }) => name)));
    return null;
  }

  async #readMetrics(catalogue: Catalogue): Promise<SourceError | null> {
    const nowMs = this.#asking.clock.now();
    const isActive = ({ name }: FunctionConfiguration) => catalogue.active?.has(name) ?? true;
    const active = catalogue.functions.filter(isActive);
    const idle = catalogue.functions.filter((configuration) => !isActive(configuration));
    const news = active.filter(({ name }) => !this.#known.has(name));
    const known = active.filter(({ name }) => this.#known.has(name));
    const isFirst = this.#lastReadMs === null;
    const againMs = this.#askedAgainFrom(nowMs);
    const errors = await Promise.all([
      this.#ask(
        [...activeQueries(subjectsOf(catalogue, news)), ...(isFirst ? accountQueries() : [])],
        historyStart(nowMs),
        nowMs,
      ),
      this.#ask(
        [...activeQueries(subjectsOf(catalogue, known)), ...(isFirst ? [] : accountQueries())],
        againMs,
        nowMs,
      ),
      this.#ask(this.#idleQueries(idle, nowMs), againMs, nowMs),
    ]);

    const awake = idle.filter(({ name }) => this.#isAwake(name, nowMs));
    errors.push(await this.#ask(activeQueries(subjectsOf(catalogue, awake)), historyStart(nowMs), nowMs));
    this.catalogue = await withAwake(
      catalogue,
      awake.map(({ name }) => name),
      this.#sources,
      this.#asking,
    );
    const error = errors.find((each) => each !== null) ?? null;
    if (error === null) {
      this.#known = new Set([...active, ...awake].map(({ name }) => name));
      this.#lastReadMs = nowMs;
    }
    return error;
  }

  /** Whether it was called in the minutes that are asked for again and again. */
  #isAwake(functionName: RawText, nowMs: EpochMs): boolean {
    for (let minuteMs = restatedFrom(nowMs); minuteMs <= nowMs; minuteMs += MINUTE_MS) {
      if (this.history.value(functionName, 'Invocations', 'Sum', minuteMs)) return true;
    }
    return false;
  }

  #idleQueries(idle: Catalogue['functions'], nowMs: EpochMs): readonly MetricQuery[] {
    if (idle.length > MOST_IDLE_QUERIES) return [];
    if (this.#idleAskedMs !== null && nowMs - this.#idleAskedMs < SELDOM_MS) return [];
    this.#idleAskedMs = nowMs;
    return idleQueries(idle.map(({ name }) => name));
  }

  /** Each minute is read once more when it has settled; after a long silence (a laptop that slept) also what it held. */
  #askedAgainFrom(nowMs: EpochMs): EpochMs {
    return Math.max(historyStart(nowMs), restatedFrom(this.#lastReadMs ?? nowMs));
  }

  #ask(queries: readonly MetricQuery[], startMs: EpochMs, nowMs: EpochMs): Promise<SourceError | null> {
    const range = { startMs, endMs: minuteOf(nowMs) + MINUTE_MS };
    return readMetrics(this.#sources.metrics, this.#asking, this.history, queries, range);
  }
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
