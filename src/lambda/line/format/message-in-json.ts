import type { LogLine } from '../shape/log-line-shape.ts';
import { UsualLines } from './usual-line.ts';
import { HEADS_IN_JSON, REST_IN_JSON, ROWS_IN_JSON } from './usual-line-expressions.ts';

/** Reads the messages of events directly in the JSON of a page, reading each character once. */
export interface MessageReader {
  readonly purpose: Purpose;
  /**
   * The line that begins at `at`, after the opening quote: the result of `parseLogLine`, but without the text of a
   * START, END or REPORT, and for a head without everything after the head and the amounts of a report. Null for any
   * unusual or malformed line.
   */
  read(json: string, at: number): LogLine | null;
  /** The position of its closing quote; null if it is malformed, or has escapes that need a closer look. */
  readonly end: number | null;
}

/** For a row of text, or only what a line of JSON output needs. */
type Purpose = 'row' | 'head';

export function createMessageReader(purpose: Purpose): MessageReader {
  const lines = new UsualLines(purpose === 'row' ? ROWS_IN_JSON : HEADS_IN_JSON);
  const rest = new RegExp(REST_IN_JSON, 'y');
  let end: number | null = null;
  return {
    purpose,
    read(json, at) {
      const line = lines.read(json, at);
      if (line === null) {
        rest.lastIndex = at;
        end = rest.test(json) ? rest.lastIndex - 1 : null;
      } else end = lines.end - 1;
      return line;
    },
    get end() {
      return end;
    },
  };
}
