import type { LogLine } from './log-line-shape.ts';
import { UsualLines } from './usual-line.ts';
import { HEADS_IN_JSON, REST_IN_JSON, ROWS_IN_JSON } from './usual-line-expressions.ts';

/** Reads messages of events where they stand in the JSON of a page, each of its characters once. */
export interface MessageReader {
  readonly wanted: Wanted;
  /**
   * The line that begins at `at`, behind the opening quote: what `parseLogLine` makes of it, but for the text of a
   * START, END or REPORT, and of a head for all that is said behind it. Null of any that is not usual, and of what is
   * not written well.
   */
  read(json: string, at: number): LogLine | null;
  /**
   * Where its closing quote stands; null where it is not written well, or has escapes that have to be looked at.
   */
  readonly end: number | null;
}

/** For a row of text, or as much of it as a line of JSON needs. */
type Wanted = 'row' | 'head';

export function createMessageReader(wanted: Wanted): MessageReader {
  const lines = new UsualLines(wanted === 'row' ? ROWS_IN_JSON : HEADS_IN_JSON);
  const rest = new RegExp(REST_IN_JSON, 'y');
  let end: number | null = null;
  return {
    wanted,
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
