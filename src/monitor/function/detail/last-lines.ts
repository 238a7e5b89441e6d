import type { FunctionConfiguration } from '../../../lambda/function/function.ts';
import { MINUTE_MS, SECOND_MS, type TimeRange } from '../../../lambda/time.ts';
import type { LogEvent } from '../../../logs/event.ts';
import type { RawText } from '../../../terminal/text.ts';
import type { Asking } from '../../calls/asking.ts';
import { askLogPage, type WholeLogPage } from '../../calls/whole-log-page.ts';
import type { Result, SourceError } from '../../source-error.ts';
import type { LogSource } from '../../sources.ts';
import type { CallSpan } from './call-spans.ts';

/** The newest lines of the last run of a function that is not called now. */
export interface LastLines {
  /** The span of its run. */
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

/** Reads them once for each run. */
export class LastLinesReading {
  readonly #configuration: FunctionConfiguration;
  readonly #logs: LogSource;
  readonly #asking: Asking;
  #read: LastLines | null = null;

  constructor(configuration: FunctionConfiguration, logs: LogSource, asking: Asking) {
    this.#configuration = configuration;
    this.#logs = logs;
    this.#asking = asking;
  }

  /** Null before the first run was read. */
  get lines(): LastLines | null {
    return this.#read;
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
    this.#read = await this.#linesOf(range);
  }

  /**
   * CloudWatch answers oldest lines first, and a run may have hours of them: the last minute is read first, and ever
   * longer spans before it until there are lines enough.
   */
  async #linesOf(range: TimeRange): Promise<LastLines> {
    let events: readonly LogEvent[] = [];
    let endMs = range.endMs;
    let spanMs = MINUTE_MS;
    for (let spans = 0; spans < MOST_SPANS; spans++) {
      if (endMs < range.startMs || events.length >= MOST_LINES) break;
      const startMs = Math.max(range.startMs, endMs - spanMs + 1);
      const part = await this.#endOf({ startMs, endMs });
      if (!part.ok) return { range, events, error: part.error };
      const { reachesEnd } = part.value;
      if (!reachesEnd && spanMs > SHORTEST_MS) spanMs = Math.max(SHORTEST_MS, Math.round(spanMs / STEP));
      else {
        events = [...part.value.events, ...events].slice(-MOST_LINES);
        endMs = startMs - 1;
        spanMs *= STEP;
      }
    }
    return { range, events, error: null };
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

interface SpanEnd {
  /** Oldest first. */
  readonly events: readonly LogEvent[];
  /** Whether the span has no further pages. */
  readonly reachesEnd: boolean;
}
