import { type EpochMs, MINUTE_MS, minuteOf } from '../lambda/time.ts';
import { type Asking, ask } from './asking.ts';
import { type Catalogue, hasStreamSource, readCatalogue } from './catalogue.ts';
import { HISTORY_MINUTES, MetricHistory } from './metric-history.ts';
import { accountQueries, activeQueries, idleQueries } from './metric-plan.ts';
import { readMetrics } from './metric-reading.ts';
import type { Identity, MetricQuery, SourceError, Sources } from './sources.ts';

/** Points change while calls end: each poll asks for the last fifteen minutes again. */
const ASKED_AGAIN_MINUTES = 15;
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
  /** Functions whose three hours have been read. */
  readonly #known = new Set<string>();
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
    return (await this.#readCatalogue()) ?? (await this.#readMetrics());
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
    if (this.catalogue !== null && nowMs - this.catalogue.asOfMs < SELDOM_MS) return null;
    const answer = await readCatalogue(this.#sources, this.#asking);
    if (!answer.ok) return answer.error;
    this.catalogue = answer.value;
    this.history.keepOnly(new Set(answer.value.functions.map(({ name }) => name)));
    return null;
  }

  async #readMetrics(): Promise<SourceError | null> {
    const { catalogue } = this;
    if (catalogue === null) return null;
    const nowMs = this.#asking.clock.now();
    const isActive = ({ name }: { name: string }) => catalogue.active?.has(name) ?? true;
    const active = catalogue.functions.filter(isActive);
    const subjects = active.map((configuration) => ({
      configuration,
      hasStreamSource: hasStreamSource(catalogue, configuration.name),
    }));
    // After a long silence (a laptop that slept) the minutes between must be read too.
    const silentMinutes = Math.ceil((nowMs - (this.#lastReadMs ?? nowMs)) / MINUTE_MS);
    const minutes = Math.min(HISTORY_MINUTES, ASKED_AGAIN_MINUTES + silentMinutes);

    const news = subjects.filter(({ configuration }) => !this.#known.has(configuration.name));
    const known = subjects.filter(({ configuration }) => this.#known.has(configuration.name));
    const isFirst = this.#lastReadMs === null;
    const errors = await Promise.all([
      this.#ask([...activeQueries(news), ...(isFirst ? accountQueries() : [])], HISTORY_MINUTES, nowMs),
      this.#ask([...activeQueries(known), ...(isFirst ? [] : accountQueries())], minutes, nowMs),
      this.#ask(
        this.#idleQueries(
          catalogue.functions.filter((configuration) => !isActive(configuration)),
          nowMs,
        ),
        ASKED_AGAIN_MINUTES,
        nowMs,
      ),
    ]);
    const error = errors.find((each) => each !== null) ?? null;
    if (error === null) {
      for (const { name } of active) this.#known.add(name);
      this.#lastReadMs = nowMs;
    }
    return error;
  }

  #idleQueries(idle: Catalogue['functions'], nowMs: EpochMs): readonly MetricQuery[] {
    if (idle.length > MOST_IDLE_QUERIES) return [];
    if (this.#idleAskedMs !== null && nowMs - this.#idleAskedMs < SELDOM_MS) return [];
    this.#idleAskedMs = nowMs;
    return idleQueries(idle.map(({ name }) => name));
  }

  #ask(queries: readonly MetricQuery[], minutes: number, nowMs: EpochMs): Promise<SourceError | null> {
    const range = {
      startMs: minuteOf(nowMs) - (minutes - 1) * MINUTE_MS,
      endMs: minuteOf(nowMs) + MINUTE_MS,
    };
    return readMetrics(this.#sources.metrics, this.#asking, this.history, queries, range);
  }
}
