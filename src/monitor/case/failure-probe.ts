import type { FunctionConfiguration } from '../../lambda/function/function.ts';
import { type EpochMs, MINUTE_MS, minuteOf, type TimeRange } from '../../lambda/time.ts';
import type { LogEvent } from '../../logs/event.ts';
import type { FailureGroup } from '../../logs/failures/failure-group.ts';
import { createFailureLog, type FailureLog, type NewestFailure } from '../../logs/failures/failure-log.ts';
import { JSON_FAILURES, TEXT_FAILURES } from '../../logs/queries/failure-pattern.ts';
import type { RawText } from '../../terminal/text.ts';
import { FAILURES_REACH_MS } from '../../triage/report/case-file/case-file.ts';
import type { Asking } from '../calls/asking.ts';
import { askLogPage, type WholeLogPage } from '../calls/whole-log-page.ts';
import { LOOK_PAUSE_MS } from '../how-often.ts';
import { mayBeAnsweredLater, NOT_RECORDED, type Result, type SourceError } from '../source-error.ts';
import type { LogSource } from '../sources.ts';

/** What a function's log says about its failures. */
export interface FailureEvidence {
  /** The start of the span that was read. */
  readonly fromMs: EpochMs;
  readonly toMs: EpochMs;
  /** Whether all failures of the span were read; otherwise the counts are a floor. */
  readonly isComplete: boolean;
  /** Whether the log has any line in the span; without one, the absence of failures proves nothing. */
  readonly hasLines: boolean;
  /** The error of the newest reading; null when it succeeded. */
  readonly error: SourceError | null;
  /** The most frequent failure first. */
  readonly groups: readonly FailureGroup[];
  /** Newest first. */
  readonly newest: readonly NewestFailure[];
}

/** Failing functions that are probed unasked: each costs a call a minute. */
export const MOST_PROBED = 5;

/** The first look goes from the newest minute backwards in doubling spans, up to fifteen minutes. */
const FIRST_SPANS_MS = [1, 2, 4, 8].map((minutes) => minutes * MINUTE_MS);
/** Lines arrive late: each look starts this long before the end of the last one. */
const LATENESS_MS = 90_000;
const NEWEST = 8;
const MOST_PAGES = 3;

/** The result for a span older than everything read so far: `leftOut` where only a part of it could be read. */
type OlderSpan = 'whole' | 'part' | 'leftOut' | 'notRead';

/**
 * Looks for failures in a function's log with a filter that CloudWatch applies. A look usually costs one call; the
 * first one four, some more where a span exceeds three pages, and one more where it finds nothing. The newest minutes
 * are read first, so that a cut removes the oldest.
 */
export class FailureProbe {
  readonly configuration: FunctionConfiguration;
  readonly #source: LogSource;
  readonly #asking: Asking;
  readonly #failures: FailureLog;
  #fromMs: EpochMs | null = null;
  #toMs: EpochMs | null = null;
  /** The newest time at which failures were cut off. */
  #cutMs: EpochMs = Number.NEGATIVE_INFINITY;
  /** One line seen is enough for good: only a log that never had a line stays empty for long. */
  #hasLines = false;
  #error: SourceError | null = null;
  #told: FailureEvidence | null = null;
  #isReadFirst = false;
  /** When the last reading ended. */
  #readMs: EpochMs = Number.NEGATIVE_INFINITY;

  constructor(source: LogSource, asking: Asking, configuration: FunctionConfiguration) {
    this.#source = source;
    this.#asking = asking;
    this.configuration = configuration;
    this.#failures = createFailureLog(configuration.timeoutMs);
  }

  /**
   * Whether the first reading is still under way: the newest minute is shown before it ends, and may tell something
   * else.
   */
  get isFirstAwaited(): boolean {
    return !this.#isReadFirst;
  }

  /** Whether the newest reading had no answer that may come yet. */
  get isUnfinished(): boolean {
    return mayBeAnsweredLater(this.#error);
  }

  /** Whether the evidence may end at `toMs`: a probe only moves forward, and keeps fifteen minutes. */
  mayTellOf(toMs: EpochMs): boolean {
    return this.#toMs === null || this.#toMs - toMs < FAILURES_REACH_MS / 2;
  }

  /**
   * Reads up to `toMs`.
   *
   * @param onEvidence is called when the newest minutes are known while older ones are still being read: calls are
   * scarce
   */
  async read(toMs: EpochMs, onEvidence: () => void = () => {}): Promise<void> {
    const isAgain = this.#toMs !== null && minuteOf(toMs) <= minuteOf(this.#toMs);
    // Counts are of whole minutes: each is read once, however short or long ago the last look was.
    if (isAgain && !this.#isDueAgain) return;
    const readToMs = isAgain ? null : this.#toMs;
    if (readToMs === null || toMs - readToMs > FAILURES_REACH_MS) await this.#readFirst(toMs, onEvidence);
    else await this.#readSpan(Math.max(readToMs - LATENESS_MS, toMs - FAILURES_REACH_MS), toMs);
    if (this.#error === null) await this.#readLines(toMs);
    if (this.#error === null) {
      this.#toMs = toMs;
      this.#fromMs = Math.max(this.#fromMs ?? toMs, toMs - FAILURES_REACH_MS);
      this.#failures.forgetBefore(toMs - FAILURES_REACH_MS);
    }
    this.#told = this.#asRead();
    this.#isReadFirst = true;
    this.#readMs = this.#asking.clock.now();
  }

  /** The end of a past window stays the same minute; live, looks that follow each other closely must cost nothing. */
  get #isDueAgain(): boolean {
    return this.isUnfinished && this.#asking.clock.now() - this.#readMs >= LOOK_PAUSE_MS;
  }

  /**
   * The evidence up to the last span that was read completely: it may be asked for while the next one is being read.
   * Null before the first answer, unless that is an error.
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
    // Failures dropped for lack of room leave both the count and the span: a count that falls while its span grows
    // would be false.
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
      // Without failures, it remains to be asked whether the log has lines at all.
      if (read !== 'notRead' && this.#failures.groups().length > 0) {
        this.#told = this.#asRead();
        onEvidence();
      }
      return read;
    };
    for (const spanMs of FIRST_SPANS_MS) {
      const read = await readBack(spanMs);
      if (read === 'whole') continue;
      // A log of hardly more than fits into one reading must not make this report empty and the next one complete, so
      // half the span is tried.
      if (read === 'leftOut' && (await readBack(spanMs / 2)) === 'whole') await readBack(spanMs / 2);
      return;
    }
  }

  async #readOlder(startMs: EpochMs, endMs: EpochMs, toMs: EpochMs): Promise<OlderSpan> {
    const isYoungerTold = endMs < toMs && this.#failures.groups().length > 0;
    const isWhole = await this.#readSpan(startMs, endMs);
    if (this.#error !== null) {
      // The session of a recording had read no further: what it knew of younger minutes stands.
      if (this.#error.name === NOT_RECORDED && endMs < toMs) this.#error = null;
      return 'notRead';
    }
    this.#toMs = toMs;
    // After a long sleep, those of the last look are no longer of this span.
    this.#failures.forgetBefore(toMs - FAILURES_REACH_MS);
    if (!isWhole && isYoungerTold) {
      // The younger spans are complete: adding a part of an older one would turn their counts into floors. But where
      // lines come minutes late there is nothing younger, and a part is all there is.
      this.#failures.forgetBefore(endMs);
      this.#cutMs = Number.NEGATIVE_INFINITY;
      return 'leftOut';
    }
    this.#fromMs = startMs;
    return isWhole ? 'whole' : 'part';
  }

  /** A log without failures may also have no lines at all: shorter retention than metrics, or never written. */
  async #readLines(toMs: EpochMs): Promise<void> {
    if (this.#hasLines) return;
    this.#hasLines =
      this.#failures.groups().length > 0 || !(await this.#isEmpty(toMs - FAILURES_REACH_MS, toMs));
  }

  /** Whether the span has no lines, on any of its pages. */
  async #isEmpty(startMs: EpochMs, endMs: EpochMs): Promise<boolean> {
    let isEmpty = true;
    const isAll = await this.#readPages({ startMs, endMs }, null, (events) => {
      isEmpty &&= events.length === 0;
      return isEmpty;
    });
    return isEmpty && isAll;
  }

  /** Whether the whole span was read. */
  async #readSpan(startMs: EpochMs, endMs: EpochMs): Promise<boolean> {
    const isAll = await this.#readPages({ startMs, endMs }, this.#pattern(), (events) => {
      this.#failures.add(events);
      return true;
    });
    if (!isAll && this.#error === null) this.#cutMs = endMs;
    return isAll;
  }

  /**
   * Whether all pages were read, without gaps in the source. A page may be empty and still have a successor.
   *
   * @param take returns whether it wants the next page
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
