import type { Known } from '../../capacity/evidence.ts';
import type { FunctionConfiguration } from '../../lambda/function/function.ts';
import type { FunctionVersion } from '../../lambda/function/function-version.ts';
import { type EpochMs, MINUTE_MS, minuteOf, type TimeRange } from '../../lambda/time.ts';
import type { LogComparison } from '../../logs/comparison/log-comparison.ts';
import type { LogEvent } from '../../logs/event.ts';
import { firstStarts, STARTS, startsByMinute } from '../../logs/queries/environment-starts.ts';
import type {
  CaseReading,
  EnvironmentStarts,
  EventCounts,
  SearchStop,
} from '../../triage/report/case-file/case-reading.ts';
import { onsetsOf } from '../../triage/report/case-file/onsets.ts';
import { LOOK_AHEAD_MS, LOOK_BACK_MS } from '../../triage/report/changes/change.ts';
import { type Asking, askForAll } from '../calls/asking.ts';
import type { FunctionStatus } from '../function/status/function-status.ts';
import { SELDOM_MS } from '../how-often.ts';
import { knownOf } from '../known-answer.ts';
import { eventCounts } from '../metric/event-counts.ts';
import { MetricHistory } from '../metric/metric-history.ts';
import { caseQueries } from '../metric/metric-plan.ts';
import { readMetrics } from '../metric/metric-reading.ts';
import { isUnrecorded, mayBeAnsweredLater, type Result, type SourceError } from '../source-error.ts';
import type { Sources } from '../sources.ts';
import { readComparison } from './case-comparison.ts';
import { comparedSpans } from './compared-spans.ts';
import { readLogPages } from './log-pages.ts';

const MOST_PAGES_OF_STARTS = 3;
/** Some Regions allow five log reads a second, of which lmon takes a third: a report doesn't wait for all pages. */
const PATIENCE_MS = 4_000;
const NEAR_MS = MINUTE_MS / 2;
/** Trouble that shows only in new environments is seen minutes after the first of them started. */
const EARLIER_MS = 3 * MINUTE_MS;
/** For trouble that began longer ago, events are read from this many minutes back. */
const MOST_EVENT_MINUTES = 60;
/** And minutes before the onset, to compare with. */
const EVENT_MINUTES_BEFORE = 15;

/** What was read for a report, and why some of the log was not. */
export interface ReadCase extends CaseReading {
  readonly logErrors: readonly SourceError[];
}

/** Reads what only a report about a function needs: what changed around the onset. */
export class CaseProbe {
  readonly configuration: FunctionConfiguration;
  readonly #sources: Sources;
  readonly #asking: Asking;
  #versions: Known<readonly FunctionVersion[]> = { known: false, because: 'unread' };
  #starts: EnvironmentStarts | null = null;
  #comparison: LogComparison | null = null;
  #areVersionsUnrecorded = false;
  #isLogUnrecorded = false;
  #earlierLog: CaseReading['earlierLog'] = 'read';
  #events: EventCounts | null = null;
  #logErrors: readonly SourceError[] = [];
  #hasRead = false;
  /** When all of it was read; null when something must be asked again. */
  #readMs: EpochMs | null = null;
  #onsetMs: EpochMs | null = null;
  #hurts = false;

  constructor(configuration: FunctionConfiguration, sources: Sources, asking: Asking) {
    this.configuration = configuration;
    this.#sources = sources;
    this.#asking = asking;
  }

  /** @param toMs the end of the span */
  async read(status: FunctionStatus, toMs: EpochMs): Promise<void> {
    const { firstMs } = onsetsOf(status);
    const hurts = status.reasons.length > 0;
    const isSame = firstMs === this.#onsetMs && hurts === this.#hurts;
    // The distant past doesn't change, and other probes read what is new.
    const isFresh = this.#readMs !== null && toMs - this.#readMs < SELDOM_MS && isSame;
    if (isFresh) return;
    const untilMs = this.#asking.clock.now() + PATIENCE_MS;
    // Log calls take turns in this order: the most telling one goes first.
    const [comparison, starts, versions, events] = await Promise.all([
      this.#readComparison(status, firstMs, toMs, untilMs),
      this.#readStarts(firstMs ?? toMs, toMs, untilMs),
      this.#readVersions(),
      this.#readEvents(status, firstMs ?? toMs, toMs),
    ]);
    // Facts read around another onset tell nothing about this one.
    const isSameOnset = firstMs === this.#onsetMs;
    this.#versions = knownOf(versions, this.#versions);
    this.#areVersionsUnrecorded = isUnrecorded(versions);
    this.#starts = starts.ok ? starts.value : isSameOnset ? this.#starts : null;
    this.#events = events.ok ? events.value : isSameOnset ? this.#events : null;
    this.#logErrors = [...comparison, starts].flatMap((answer) => (answer.ok ? [] : [answer.error]));
    const answers = [...comparison, versions, starts, events];
    this.#readMs = answers.some((answer) => mayComeYet(answer) || isUnrecorded(answer)) ? null : toMs;
    this.#onsetMs = firstMs;
    this.#hurts = hurts;
    this.#hasRead = true;
  }

  /** Whether something has no answer that may come yet. */
  get isUnfinished(): boolean {
    return this.#hasRead && this.#readMs === null;
  }

  /** Null before the first reading. */
  reading(): ReadCase | null {
    if (!this.#hasRead) return null;
    return {
      versions: this.#versions,
      areVersionsUnrecorded: this.#areVersionsUnrecorded,
      starts: this.#starts,
      comparison: this.#comparison,
      isLogUnrecorded: this.#isLogUnrecorded,
      earlierLog: this.#earlierLog,
      events: this.#events,
      logErrors: this.#logErrors,
    };
  }

  #readVersions(): Promise<Result<readonly FunctionVersion[]>> {
    const { name } = this.configuration;
    return askForAll(this.#asking, 'lambda:ListVersionsByFunction', (token, signal) =>
      this.#sources.functions.versions(name, token, signal),
    );
  }

  /**
   * Where nothing hurts there is nothing to compare, which saves the calls.
   *
   * @returns the answers of the two spans
   */
  async #readComparison(
    { minutes, reasons }: FunctionStatus,
    onsetMs: EpochMs | null,
    toMs: EpochMs,
    untilMs: EpochMs,
  ): Promise<readonly Result<unknown>[]> {
    const answer =
      reasons.length === 0
        ? null
        : await readComparison(this.#sources.logs, this.#asking, this.configuration, {
            spans: comparedSpans(minutes, onsetMs, toMs),
            untilMs,
          });
    this.#comparison = answer?.ok ? answer.value : null;
    this.#isLogUnrecorded = answer !== null && isUnrecorded(answer);
    const error = answer?.ok ? (answer.value?.beforeError ?? null) : null;
    this.#earlierLog = earlierLogOf(error);
    return [...(answer === null ? [] : [answer]), ...(error === null ? [] : [{ ok: false, error } as const])];
  }

  /** From a while before the onset to the newest whole minute. */
  async #readEvents(
    { minutes }: FunctionStatus,
    onsetMs: EpochMs,
    toMs: EpochMs,
  ): Promise<Result<EventCounts>> {
    const { name } = this.configuration;
    const endMs = minuteOf(toMs);
    const fromMs = Math.max(minuteOf(onsetMs), endMs - MOST_EVENT_MINUTES * MINUTE_MS);
    const range = { startMs: fromMs - EVENT_MINUTES_BEFORE * MINUTE_MS, endMs, periodMs: MINUTE_MS };
    const history = new MetricHistory();
    const queries = caseQueries(name);
    const question = { queries, range, atMs: toMs };
    const { error } = await readMetrics(this.#sources.metrics, this.#asking, history, question);
    if (error !== null) return { ok: false, error };
    const lastMs = minutes.at(-1)?.minuteMs;
    const settledMs = lastMs === undefined ? endMs : lastMs + MINUTE_MS;
    return { ok: true, value: eventCounts(history, name, { fromMs: range.startMs, toMs: endMs }, settledMs) };
  }

  async #readStarts(onsetMs: EpochMs, toMs: EpochMs, untilMs: EpochMs): Promise<Result<EnvironmentStarts>> {
    const { logGroup, logFormat } = this.configuration;
    const startMs = onsetMs - LOOK_BACK_MS;
    const endMs = Math.min(toMs, onsetMs + LOOK_AHEAD_MS);
    // Lines nearest the onset tell most, and a busy log takes many pages: each part is read on its own.
    const beginnings = [onsetMs - NEAR_MS, onsetMs - EARLIER_MS, startMs];
    const read = (range: TimeRange) =>
      readLogPages(this.#sources.logs, this.#asking, {
        group: logGroup,
        range,
        pattern: STARTS[logFormat],
        mostPages: MOST_PAGES_OF_STARTS,
        untilMs,
      });
    let fromMs = endMs + 1;
    let stoppedBy: SearchStop | null = null;
    const events: LogEvent[] = [];
    for (const beginMs of beginnings) {
      const isLate = this.#asking.clock.now() >= untilMs;
      if (isLate && fromMs <= endMs) {
        stoppedBy = 'time';
        break;
      }
      const part = await read({ startMs: beginMs, endMs: fromMs - 1 });
      // The parts read so far count even if earlier ones fail: a recording may hold only some of them.
      if (!part.ok && fromMs <= endMs && !mayComeYet(part)) {
        stoppedBy = isUnrecorded(part) ? 'unrecorded' : 'error';
        break;
      }
      if (!part.ok) return part;
      if (!part.value.isAll) stoppedBy = this.#asking.clock.now() >= untilMs ? 'time' : 'pages';
      events.unshift(...part.value.events);
      fromMs = beginMs;
    }
    return {
      ok: true,
      value: {
        fromMs,
        toMs: endMs,
        wantedFromMs: startMs,
        stoppedBy,
        firsts: firstStarts(events),
        byMinute: startsByMinute(events),
      },
    };
  }
}

function earlierLogOf(error: SourceError | null): CaseReading['earlierLog'] {
  if (error === null) return 'read';
  return isUnrecorded({ ok: false, error }) ? 'unrecorded' : 'unread';
}

/** Retrying at once what stays without an answer would repeat all the other calls as well. */
function mayComeYet(answer: Result<unknown>): boolean {
  return !answer.ok && mayBeAnsweredLater(answer.error);
}
