import type { FunctionConfiguration } from '../../../lambda/function/function.ts';
import type { CallSample } from '../../../lambda/line/call-sample.ts';
import { type EpochMs, MINUTE_MS, SECOND_MS, type TimeRange } from '../../../lambda/time.ts';
import type { LogEvent } from '../../../logs/event.ts';
import type { RawText } from '../../../terminal/text.ts';
import type { Asking } from '../../calls/asking.ts';
import { askLogPage, type WholeLogPage } from '../../calls/whole-log-page.ts';
import { LOOK_PAUSE_MS } from '../../how-often.ts';
import { mayBeAnsweredLater, type Result, type SourceError } from '../../source-error.ts';
import type { LogSource } from '../../sources.ts';
import type { CallSpan } from './call-spans.ts';

/** The newest lines of a function's log: of one that is not called now, those of its last run. */
export interface LastLines {
  /** The span of its run, or the newest minutes. */
  readonly range: TimeRange;
  /** Oldest first; empty where the log has none of that span any more. */
  readonly events: readonly LogEvent[];
  /** Why they could not be read; null when they were. */
  readonly error: SourceError | null;
}

const MOST_LINES = 30;
const MOST_PAGES = 5;
/** The end of a run is read this much further: lines come late. */
const LATENESS_MS = MINUTE_MS;
/** How much shorter the next span is where one has too many pages, and how much longer where it has too few lines. */
const STEP = 4;
const SHORTEST_MS = SECOND_MS;
/** A day takes six of them. */
const MOST_SPANS = 12;
/** Of a function that is called now, there is a newer minute soon. */
const MOST_NEWEST_SPANS = 4;
const NEWEST_REACH_MS = 15 * MINUTE_MS;
/** So many times the span that would have sufficed the last time: the rate of lines varies, and a second span is a second call. */
const SPARE = 2;

/** Reads them once for each run, and about once a minute while the function is called. */
export class LastLinesReading {
  readonly #configuration: FunctionConfiguration;
  readonly #logs: LogSource;
  readonly #asking: Asking;
  #read: LastLines | null = null;
  #newestToMs: EpochMs | null = null;
  /** The span to begin with, as the last reading found lines enough, or too many. */
  #nextSpanMs: number | null = null;

  constructor(configuration: FunctionConfiguration, logs: LogSource, asking: Asking) {
    this.#configuration = configuration;
    this.#logs = logs;
    this.#asking = asking;
  }

  /** Null before the first reading. */
  get lines(): LastLines | null {
    return this.#read;
  }

  /** Whether the newest reading had no answer that may come yet. */
  get isUnfinished(): boolean {
    return mayBeAnsweredLater(this.#read?.error ?? null);
  }

  /** @param toMs the end of the window */
  async read({ startMs, endMs }: Pick<CallSpan, 'startMs' | 'endMs'>, toMs: number): Promise<void> {
    const { timeoutMs } = this.#configuration;
    // CloudWatch counts a call in the minute of its start; its last line comes when it ends.
    const range = { startMs, endMs: Math.min(toMs, endMs + timeoutMs + LATENESS_MS) };
    if (
      this.#read?.error === null &&
      this.#read.range.startMs === startMs &&
      this.#read.range.endMs === range.endMs
    )
      return;
    this.#read = (await this.#linesOf(range, MINUTE_MS, MOST_SPANS)).lines;
  }

  /**
   * Reads the newest lines of a function that is called now, which usually costs one call.
   *
   * @param calls how often it is called; null if that is not known
   */
  async readNewest(toMs: EpochMs, calls: Pick<CallSample, 'calls' | 'spanMs'> | null): Promise<void> {
    if (this.#newestToMs !== null && toMs - this.#newestToMs < LOOK_PAUSE_MS) return;
    const range = { startMs: toMs - NEWEST_REACH_MS + 1, endMs: toMs };
    const known = this.#read?.events ?? [];
    const { lines, nextSpanMs } = await this.#linesOf(
      range,
      this.#firstSpanMs(calls),
      MOST_NEWEST_SPANS,
      known,
    );
    // Every line says when it was written: older ones are better than none.
    this.#read = lines.error === null ? lines : { ...lines, events: known };
    if (lines.error !== null) return;
    this.#newestToMs = toMs;
    this.#nextSpanMs = nextSpanMs;
  }

  /** Each call writes a line or more. */
  #firstSpanMs(calls: Pick<CallSample, 'calls' | 'spanMs'> | null): number {
    const spanMs =
      this.#nextSpanMs ??
      (calls === null || calls.spanMs === null
        ? MINUTE_MS
        : Math.round((MOST_LINES * calls.spanMs) / calls.calls));
    return Math.min(NEWEST_REACH_MS, Math.max(SHORTEST_MS, spanMs));
  }

  /**
   * CloudWatch answers oldest lines first, and a run may have hours of them: a short span at the end is read first, and
   * ever longer ones before it until there are lines enough, the last of them back to the start.
   *
   * @param known lines read before, shown where those before the ones found remain unread
   */
  async #linesOf(
    range: TimeRange,
    firstSpanMs: number,
    mostSpans: number,
    known: readonly LogEvent[] = [],
  ): Promise<FoundLines> {
    let events: readonly LogEvent[] = [];
    let endMs = range.endMs;
    let spanMs = firstSpanMs;
    /** The newest lines that are known of before those found. */
    let passedOver = known;
    let hadTooMany = false;
    for (let spans = 1; spans <= mostSpans; spans++) {
      if (endMs < range.startMs || events.length >= MOST_LINES) break;
      const isRest = spans === mostSpans && !hadTooMany;
      const startMs = isRest ? range.startMs : Math.max(range.startMs, endMs - spanMs + 1);
      const part = await this.#endOf({ startMs, endMs });
      if (!part.ok) return { lines: { range, events, error: part.error }, nextSpanMs: spanMs };
      const { reachesEnd } = part.value;
      if (!reachesEnd && spanMs > SHORTEST_MS) {
        hadTooMany = true;
        if (newestMs(part.value.events) > newestMs(passedOver)) passedOver = part.value.events;
        spanMs = Math.max(SHORTEST_MS, Math.round(spanMs / STEP));
      } else {
        events = [...part.value.events, ...events].slice(-MOST_LINES);
        endMs = startMs - 1;
        spanMs *= STEP;
      }
    }
    if (events.length >= MOST_LINES || endMs < range.startMs) {
      const fromMs = events.at(-MOST_LINES)?.timestampMs ?? range.startMs;
      return { lines: { range, events, error: null }, nextSpanMs: SPARE * (range.endMs - fromMs) };
    }
    const older = passedOver.filter(
      ({ timestampMs }) => timestampMs >= range.startMs && timestampMs <= endMs,
    );
    const all = [...older, ...events].slice(-MOST_LINES);
    return { lines: { range, events: all, error: null }, nextSpanMs: spanMs };
  }

  /** The last lines of a span, as far as its first pages reach. */
  async #endOf(range: TimeRange): Promise<Result<SpanEnd>> {
    let token: RawText | null = null;
    let events: readonly LogEvent[] = [];
    for (let page = 1; page <= MOST_PAGES; page++) {
      const question = { group: this.#configuration.logGroup, range, pattern: null, token };
      const answer: Result<WholeLogPage> = await askLogPage(this.#logs, this.#asking, question);
      if (!answer.ok) return answer;
      events = [...events, ...answer.value.events].slice(-MOST_LINES);
      token = answer.value.nextToken;
      if (token === null) break;
    }
    return { ok: true, value: { events, reachesEnd: token === null } };
  }
}

function newestMs(events: readonly LogEvent[]): EpochMs {
  return events.at(-1)?.timestampMs ?? Number.NEGATIVE_INFINITY;
}

interface FoundLines {
  readonly lines: LastLines;
  /** The span to begin with the next time. */
  readonly nextSpanMs: number;
}

interface SpanEnd {
  /** Oldest first. */
  readonly events: readonly LogEvent[];
  /** Whether the span has no further pages. */
  readonly reachesEnd: boolean;
}
