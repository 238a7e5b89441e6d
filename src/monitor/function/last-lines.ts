import type { FunctionConfiguration } from '../../lambda/function.ts';
import { MINUTE_MS, type TimeRange } from '../../lambda/time.ts';
import type { LogEvent } from '../../logs/event.ts';
import type { RawText } from '../../terminal/text.ts';
import type { Asking } from '../calls/asking.ts';
import { askLogPage } from '../calls/whole-log-page.ts';
import type { SourceError } from '../source-error.ts';
import type { LogSource } from '../sources.ts';
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
  async read({ startMs, endMs }: CallSpan, toMs: number): Promise<void> {
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

  /** CloudWatch answers oldest lines first, so the newest are those of the last page. */
  async #linesOf(range: TimeRange): Promise<LastLines> {
    let token: RawText | null = null;
    let events: readonly LogEvent[] = [];
    for (let page = 1; page <= MOST_PAGES; page++) {
      const question = { group: this.#configuration.logGroup, range, pattern: null, token };
      const answer = await askLogPage(this.#logs, this.#asking, question);
      if (!answer.ok) return { range, events, error: answer.error };
      events = [...events, ...answer.value.events].slice(-MOST_LINES);
      token = answer.value.nextToken;
      if (token === null) break;
    }
    return { range, events, error: null };
  }
}
