import type { FunctionConfiguration } from '../../lambda/function.ts';
import { type EpochMs, MINUTE_MS, type TimeRange } from '../../lambda/time.ts';
import type { LogEvent } from '../../logs/event.ts';
import {
  createFailureLog,
  type FailureGroup,
  type FailureLog,
  type NewestFailure,
} from '../../logs/failures/failure-log.ts';
import { JSON_FAILURES, TEXT_FAILURES } from '../../logs/queries/failure-pattern.ts';
import type { RawText } from '../../terminal/text.ts';
import type { Asking } from '../calls/asking.ts';
import { askLogPage, type WholeLogPage } from '../calls/whole-log-page.ts';
import type { LogSource, Result, SourceError } from '../sources.ts';

/** What a function's log says of its failures. */
export interface FailureEvidence {
  /** The span that was read. */
  readonly fromMs: EpochMs;
  readonly toMs: EpochMs;
  /** Whether all failures of the span were read; else the counts are a floor. */
  readonly isComplete: boolean;
  /** Whether the log holds a line of the span at all; without one it tells nothing, and not that nothing failed. */
  readonly hasLines: boolean;
  /** What kept the newest reading from being made; null while it is made. */
  readonly error: SourceError | null;
  /** What ended most invocations first. */
  readonly groups: readonly FailureGroup[];
  /** Newest first. */
  readonly newest: readonly NewestFailure[];
}

/** Functions that hurt and are looked into without being asked: each costs a call a minute. */
export const MOST_PROBED = 5;

const REACH_MS = 15 * MINUTE_MS;
/** Of the first look: the newest minute first, then twice as much each time, as far as fifteen minutes. */
const FIRST_SPANS_MS = [1, 2, 4, 8].map((minutes) => minutes * MINUTE_MS);
/** Lines arrive late: each look begins so long before the end of the last one. */
const LATENESS_MS = 90_000;
const NEWEST = 8;
const MOST_PAGES = 3;
/** A look a minute, however often somebody turns from one function to another. */
const SHORTEST_PAUSE_MS = 45_000;

/** What came of a span that is older than all that was read: `leftOut` where only a part of it could be. */
type OlderSpan = 'whole' | 'part' | 'leftOut' | 'notRead';

/**
 * Looks for failures in a function's log, with a filter that CloudWatch applies: a look costs one call as a rule, the first
 * one four, a few more where a span holds more than three pages, and one more where it finds none. The newest minutes are
 * read first, so that what is cut off is what is oldest.
 */
export class FailureProbe {
  readonly configuration: FunctionConfiguration;
  readonly #source: LogSource;
  readonly #asking: Asking;
  readonly #failures: FailureLog;
  #fromMs: EpochMs | null = null;
  #toMs: EpochMs | null = null;
  /** The newest time of which not all was read. */
  #cutMs: EpochMs = Number.NEGATIVE_INFINITY;
  /** Seen once, it is as good as seen for ever: only a log that never had a line is empty for long. */
  #hasLines = false;
  #error: SourceError | null = null;
  #told: FailureEvidence | null = null;
  #isReadFirst = false;

  constructor(source: LogSource, asking: Asking, configuration: FunctionConfiguration) {
    this.#source = source;
    this.#asking = asking;
    this.configuration = configuration;
    this.#failures = createFailureLog(configuration.timeoutMs);
  }

  /** Whether its first reading is still to end: the newest minute is told before that, and may tell something else. */
  get isFirstAwaited(): boolean {
    return !this.#isReadFirst;
  }

  /** Whether what was read may reach to `toMs`: a probe goes forward only, and keeps a quarter of an hour. */
  mayTellOf(toMs: EpochMs): boolean {
    return this.#toMs === null || this.#toMs - toMs < REACH_MS / 2;
  }

  /**
   * Reads up to `toMs`.
   *
   * @param onEvidence hears of what the newest minutes tell while older ones are still to be read: calls are scarce
   */
  async read(toMs: EpochMs, onEvidence: () => void = () => {}): Promise<void> {
    const readToMs = this.#toMs;
    if (readToMs !== null && toMs - readToMs < SHORTEST_PAUSE_MS) return;
    if (readToMs === null || toMs - readToMs > REACH_MS) await this.#readFirst(toMs, onEvidence);
    else await this.#readSpan(Math.max(readToMs - LATENESS_MS, toMs - REACH_MS), toMs);
    if (this.#error === null) await this.#readLines(toMs);
    if (this.#error === null) {
      this.#toMs = toMs;
      this.#fromMs = Math.max(this.#fromMs ?? toMs, toMs - REACH_MS);
      this.#failures.forgetBefore(toMs - REACH_MS);
    }
    this.#told = this.#asRead();
    this.#isReadFirst = true;
  }

  /**
   * As of the last span that was read to its end: somebody may ask while the next one is. Null before the first answer,
   * unless that is an error.
   */
  evidence(): FailureEvidence | null {
    return this.#told;
  }

  #asRead(): FailureEvidence | null {
    const fromMs = this.#fromMs;
    const toMs = this.#toMs;
    if (fromMs === null || toMs === null) {
      return this.#error && { ...NOTHING_READ, error: this.#error };
    }
    // What made room is told neither by its number nor by the span: a number that falls while its span grows is none.
    const keptFromMs = Math.max(fromMs, this.#failures.cutMs + 1);
    const groups = this.#failures.groups();
    return {
      fromMs: keptFromMs,
      toMs,
      isComplete: this.#cutMs < keptFromMs,
      hasLines: this.#hasLines || groups.length > 0,
      error: this.#error,
      groups,
      newest: this.#failures.newest(NEWEST, toMs),
    };
  }

  async #readFirst(toMs: EpochMs, onEvidence: () => void): Promise<void> {
    let endMs = toMs;
    const readBack = async (spanMs: number): Promise<OlderSpan> => {
      const startMs = endMs - spanMs;
      const read = await this.#readOlder(startMs, endMs, toMs);
      if (read === 'whole') endMs = startMs;
      // Where nothing fails, whether the log has lines at all is still to be asked.
      if (read !== 'notRead' && this.#failures.groups().length > 0) {
        this.#told = this.#asRead();
        onEvidence();
      }
      return read;
    };
    for (const spanMs of FIRST_SPANS_MS) {
      const read = await readBack(spanMs);
      if (read === 'whole') continue;
      // Where it holds hardly more than can be read at once, the next report would tell of all of it and this one of nothing.
      if (read === 'leftOut' && (await readBack(spanMs / 2)) === 'whole') await readBack(spanMs / 2);
      return;
    }
  }

  async #readOlder(startMs: EpochMs, endMs: EpochMs, toMs: EpochMs): Promise<OlderSpan> {
    const isYoungerTold = this.#failures.groups().length > 0;
    const isWhole = await this.#readSpan(startMs, endMs);
    if (this.#error !== null) return 'notRead';
    this.#toMs = toMs;
    if (!isWhole && isYoungerTold) {
      // What is younger was read in whole: with a part of what is older its numbers would be floors. But where lines come
      // minutes late nothing is younger, and a part is all there is.
      this.#failures.forgetBefore(endMs);
      this.#cutMs = Number.NEGATIVE_INFINITY;
      return 'leftOut';
    }
    this.#fromMs = startMs;
    return isWhole ? 'whole' : 'part';
  }

  /** A log without failures may be one without lines: kept for a shorter time than metrics, or never written. */
  async #readLines(toMs: EpochMs): Promise<void> {
    if (this.#hasLines) return;
    this.#hasLines = this.#failures.groups().length > 0 || !(await this.#isEmpty(toMs - REACH_MS, toMs));
  }

  /** Whether no line of the span came, and there are no more pages of it. */
  async #isEmpty(startMs: EpochMs, endMs: EpochMs): Promise<boolean> {
    let isEmpty = true;
    const isAll = await this.#readPages({ startMs, endMs }, null, (events) => {
      isEmpty &&= events.length === 0;
      return isEmpty;
    });
    return isEmpty && isAll;
  }

  /** Whether all of the span was read. */
  async #readSpan(startMs: EpochMs, endMs: EpochMs): Promise<boolean> {
    const isAll = await this.#readPages({ startMs, endMs }, this.#pattern(), (events) => {
      this.#failures.add(events);
      return true;
    });
    if (!isAll && this.#error === null) this.#cutMs = endMs;
    return isAll;
  }

  /**
   * Whether there are no more pages than were read, and nothing that whoever answers could not see. A page may be empty
   * and still have another behind it.
   *
   * @param take says whether it wants the next page
   */
  async #readPages(
    range: TimeRange,
    pattern: RawText | null,
    take: (events: readonly LogEvent[]) => boolean,
  ): Promise<boolean> {
    const { logGroup } = this.configuration;
    let token: RawText | null = null;
    let hasGaps = false;
    for (let page = 1; page <= MOST_PAGES; page++) {
      const question = { group: logGroup, range, pattern, token };
      const answer: Result<WholeLogPage> = await askLogPage(this.#source, this.#asking, question);
      this.#error = answer.ok ? null : answer.error;
      if (!answer.ok) return false;
      const { events, nextToken } = answer.value;
      token = nextToken;
      hasGaps ||= answer.value.hasGaps;
      if (!take(events)) return token === null && !hasGaps;
      if (token === null) return !hasGaps;
    }
    return false;
  }

  #pattern(): RawText {
    return this.configuration.logFormat === 'json' ? JSON_FAILURES : TEXT_FAILURES;
  }
}

const NOTHING_READ: Omit<FailureEvidence, 'error'> = {
  fromMs: 0,
  toMs: 0,
  isComplete: false,
  hasLines: false,
  groups: [],
  newest: [],
};
