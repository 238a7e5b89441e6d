import type { FunctionConfiguration } from '../../lambda/function.ts';
import { LONGEST_TIMEOUT_MS } from '../../lambda/function-setup.ts';
import { type EpochMs, MINUTE_MS, minuteOf } from '../../lambda/time.ts';
import type { RawText } from '../../terminal/text.ts';
import type { Asking } from '../calls/asking.ts';
import {
  type Catalogue,
  eventSourcesOf,
  hasStreamSource,
  queueNames,
  readCatalogue,
  readFunctionLimits,
  reservationQuestion,
  withAwake,
} from '../function/catalogue.ts';
import { redriveQueueNames } from '../function/redrive.ts';
import { readReserved } from '../function/reserved-concurrency.ts';
import { historyStart, MetricHistory } from '../metric/metric-history.ts';
import {
  accountQueries,
  activeQueries,
  idleQueries,
  lossQueries,
  type MetricSubject,
  redriveQueries,
} from '../metric/metric-plan.ts';
import { type MetricReading, readMetrics, uncomputedError } from '../metric/metric-reading.ts';
import { lastSettledMinute } from '../metric/metric-settling.ts';
import { ACCOUNT_KEY, ownerKey } from '../metric-owner.ts';
import type { MetricQuery, SourceError, Sources } from '../sources.ts';
import { IdleRounds } from './idle-rounds.ts';
import { LimitsThatFailed } from './limits-that-failed.ts';
import { SELDOM_MS } from './unlisted-round.ts';

/** What AWS has said so far. Each `read` brings it up to date, and keeps the old where the new can't be had. */
export class FleetFacts {
  readonly history = new MetricHistory();
  catalogue: Catalogue | null = null;
  /** Whether the limits of all functions of a catalogue were asked for, to the last of them. */
  hasAskedLimits = false;
  readonly #sources: Sources;
  readonly #asking: Asking;
  /** The end of what is looked at, where that is the past; null follows the present. */
  readonly #untilMs: EpochMs | null;
  /** Functions whose three hours have been read with all their metrics, and when they were last read. */
  #followed: ReadonlyMap<string, EpochMs> = new Map();
  /** Of which catalogue the limits have been asked. */
  #limitsOfMs: EpochMs | null = null;
  #catalogueAskedMs: EpochMs | null = null;
  readonly #idleRounds: IdleRounds;
  readonly #limitsThatFailed: LimitsThatFailed;
  /** Those that woke up, whose limits nobody has asked for yet. */
  readonly #withoutLimits = new Set<string>();
  /** Those of whose lost events all that is kept was asked for. */
  readonly #withLosses = new Set<string>();

  constructor(sources: Sources, asking: Asking, untilMs: EpochMs | null = null) {
    this.#sources = sources;
    this.#asking = asking;
    this.#untilMs = untilMs;
    this.#limitsThatFailed = new LimitsThatFailed(sources, asking);
    this.#idleRounds = new IdleRounds(this.history.coverage, untilMs !== null);
  }

  /** Null when everything that must be read was read; else the error that kept it from being. */
  async read(): Promise<SourceError | null> {
    const catalogueError = await this.#readCatalogue();
    // Functions change seldom: with an old list of them there is still everything to be said.
    return this.catalogue === null ? catalogueError : this.#readMetrics(this.catalogue);
  }

  /**
   * Brings up to date what takes a call for each function: of all once for each catalogue, else of those that woke up
   * and of those that could not be read.
   * False where there was nothing to ask.
   */
  async readLimits(): Promise<boolean> {
    const { catalogue } = this;
    if (catalogue === null) return false;
    if (catalogue.asOfMs === this.#limitsOfMs) {
      const hasAsked = await Promise.all([
        this.#readLimitsOfAwake(catalogue),
        this.#readLimitsThatFailed(catalogue),
      ]);
      return hasAsked.includes(true);
    }
    await this.#readLimitsOfAwake(catalogue);
    this.#limitsOfMs = catalogue.asOfMs;
    const { reserved, streams, queues } = await readFunctionLimits(
      catalogue,
      this.#throttled(catalogue.functions),
      this.#sources,
      this.#asking,
    );
    // Meanwhile functions may have woken up.
    const newest = this.catalogue ?? catalogue;
    this.catalogue = { ...newest, reserved: new Map([...newest.reserved, ...reserved]), streams, queues };
    this.hasAskedLimits = true;
    await Promise.all([this.#readNewRedriveQueues(this.catalogue), this.#readNewLosses(this.catalogue)]);
    return true;
  }

  /** Of a function that nobody calls, and so nobody asks for, but somebody looks at. */
  async readLimitsOf(functionName: RawText): Promise<void> {
    const { catalogue } = this;
    if (catalogue === null || catalogue.reserved.has(functionName)) return;
    // A reservation of 0 is in no sum of what is reserved: it is asked for as of those that are turned away.
    await this.#readReserved(catalogue, [functionName], new Set([functionName]));
  }

  async #readLimitsOfAwake(catalogue: Catalogue): Promise<boolean> {
    const awake = catalogue.functions.filter(({ name }) => this.#withoutLimits.has(name));
    this.#withoutLimits.clear();
    if (awake.length === 0) return false;
    await this.#readReserved(catalogue, namesOf(awake), this.#throttled(awake));
    return true;
  }

  async #readLimitsThatFailed(catalogue: Catalogue): Promise<boolean> {
    const read = await this.#limitsThatFailed.readAgain(catalogue, () =>
      this.#throttled(catalogue.functions),
    );
    if (read === null) return false;
    const newest = this.catalogue ?? catalogue;
    this.catalogue = {
      ...newest,
      reserved: new Map([...newest.reserved, ...read.reserved]),
      streams: new Map([...newest.streams, ...read.streams]),
      queues: new Map([...newest.queues, ...read.queues]),
    };
    return true;
  }

  async #readReserved(
    catalogue: Catalogue,
    names: readonly RawText[],
    throttled: ReadonlySet<string>,
  ): Promise<void> {
    const question = reservationQuestion(catalogue, names, throttled);
    const limits = await readReserved(question, this.#sources.functions, this.#asking);
    const newest = this.catalogue ?? catalogue;
    this.catalogue = { ...newest, reserved: new Map([...newest.reserved, ...limits]) };
  }

  /** Where messages end that fail is known only now: what was there before is caught up on. */
  async #readNewRedriveQueues(catalogue: Catalogue): Promise<void> {
    const { coverage } = this.history;
    const names = catalogue.functions
      .flatMap(({ name }) => redriveQueueNames(catalogue, name))
      .filter((queueName) => coverage.readMs(ownerKey({ kind: 'queue', queueName })) === null);
    const nowMs = this.#asking.clock.now();
    await this.#ask(redriveQueries([...new Set(names)]), this.#startFrom(null, nowMs), nowMs);
  }

  /** Who is called asynchronously is known only once that was asked: what became of its events is caught up on. */
  async #readNewLosses(catalogue: Catalogue): Promise<void> {
    const names = namesOf(catalogue.functions).filter(
      (name) => !this.#withLosses.has(name) && isAsynchronous(catalogue, name, this.history) === true,
    );
    for (const name of names) this.#withLosses.add(name);
    const nowMs = this.#asking.clock.now();
    await this.#ask(lossQueries(names), this.#startFrom(null, nowMs), nowMs);
  }

  async #readCatalogue(): Promise<SourceError | null> {
    const nowMs = this.#asking.clock.now();
    const { catalogue: before } = this;
    if (before !== null && nowMs - (this.#catalogueAskedMs ?? before.asOfMs) < SELDOM_MS) return null;
    this.#catalogueAskedMs = nowMs;
    const answer = await readCatalogue(this.#sources, this.#asking, before, (name) =>
      this.#isAwake(name, restatedFrom(nowMs), nowMs),
    );
    if (!answer.ok) return answer.error;
    const { reserved, streams, queues } = this.catalogue ?? answer.value;
    // ListMetrics tells who is active now, which says nothing of the past.
    const active = this.#untilMs === null ? answer.value.active : null;
    this.catalogue = { ...answer.value, active, reserved, streams, queues };
    this.history.keepOnly(new Set(namesOf(answer.value.functions)));
    return null;
  }

  async #readMetrics(catalogue: Catalogue): Promise<SourceError | null> {
    const nowMs = this.#asking.clock.now();
    // Where nobody lists them, those count as active that were called in what the history holds, as ListMetrics has
    // it: all others are asked what costs least.
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
        idleQueries(this.#idleRounds.next(namesOf(idle), catalogue.active !== null, nowMs)),
        this.#idleStart(catalogue, nowMs),
        nowMs,
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
    for (const { name } of awake) this.#withoutLimits.add(name);
    // The limits of the others may have come meanwhile.
    this.catalogue = withAwake(this.catalogue ?? catalogue, awake);
    return readings.find(({ error }) => error !== null)?.error ?? uncomputedError(readings);
  }

  /** Whoever could not be read is asked again from where it was last read; the others do not wait for it. */
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

  #isAwake(functionName: RawText, fromMs: EpochMs, nowMs: EpochMs): boolean {
    return this.history.hasCalls(functionName, fromMs, this.#untilMs ?? nowMs);
  }

  #throttled(functions: Catalogue['functions']): ReadonlySet<string> {
    const toMs = this.#untilMs ?? this.#asking.clock.now();
    return new Set(
      namesOf(functions).filter((name) => this.history.hasThrottles(name, historyStart(toMs), toMs)),
    );
  }

  /** Of functions that nobody lists, three hours: they may have fallen silent a while ago. */
  #idleStart({ active }: Catalogue, nowMs: EpochMs): EpochMs {
    return active === null
      ? this.#startFrom(null, nowMs)
      : this.#startFrom(this.history.coverage.newestMs ?? nowMs, nowMs);
  }

  /**
   * The first minute to ask for: what was never read is asked for in full, else each minute once more when it has
   * settled and, after a long silence (a laptop that slept), also what that held. The past does not change any more.
   */
  #startFrom(readMs: EpochMs | null, nowMs: EpochMs): EpochMs {
    const startMs = historyStart(this.#untilMs ?? nowMs);
    return readMs === null || this.#untilMs !== null ? startMs : Math.max(startMs, restatedFrom(readMs));
  }

  #ask(queries: readonly MetricQuery[], startMs: EpochMs, nowMs: EpochMs): Promise<MetricReading> {
    const endMs = this.#untilMs ?? minuteOf(nowMs) + MINUTE_MS;
    const range = { startMs, endMs, periodMs: MINUTE_MS };
    return readMetrics(this.#sources.metrics, this.#asking, this.history, queries, range, nowMs);
  }
}

/** The oldest minute that may have changed since a minute before `nowMs`: points change while calls end. */
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

/** What a source calls is as good as never called asynchronously as well. Null stands for: ask, and see. */
function isAsynchronous(catalogue: Catalogue, functionName: RawText, history: MetricHistory): boolean | null {
  if (history.has(functionName, 'AsyncEventAge', 'Maximum')) return true;
  const sources = eventSourcesOf(catalogue, functionName);
  return sources.known && sources.value.length > 0 ? false : null;
}
