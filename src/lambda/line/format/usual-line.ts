import { type RawText, rawText } from '../../../terminal/text.ts';
import { LOG_LEVELS, type LogLevel } from '../shape/log-level.ts';
import type { LogDetail, LogLine } from '../shape/log-line-shape.ts';
import type { Report } from '../shape/report.ts';
import { AS_SAID, type Writing } from './usual-line-expressions.ts';

/**
 * A fast path for nearly all lines of a log: one expression for each format. It gives the same results as the format
 * readers (`log-line.ts`), which take three times as long.
 */
export class UsualLines {
  readonly #writing: Writing;
  #text = '';
  #at = 0;
  #end = 0;

  constructor(writing: Writing) {
    this.#writing = writing;
  }

  /** The position after the line that was read last. */
  get end(): number {
    return this.#end;
  }

  /** The line that begins at `at`; null for any other format, or anything unusual, which is detected cheaply. */
  read(text: string, at: number): LogLine | null {
    this.#text = text;
    this.#at = at;
    const { jsonApp, jsonStart, jsonReport, pythonJsonApp, start, end, report, nodeApp, javaApp, pythonApp } =
      this.#writing.expressions;
    switch (text.charCodeAt(at)) {
      case OPENING_BRACE:
        return (
          this.#jsonAppLine(this.#match(jsonApp)) ??
          this.#startLine(this.#match(jsonStart)) ??
          this.#reportLine(this.#match(jsonReport), 'success') ??
          pythonJsonLine(this.#match(pythonJsonApp))
        );
      case CAPITAL_S:
        return this.#startLine(this.#match(start));
      case CAPITAL_E:
        return this.#endLine(this.#match(end));
      case CAPITAL_R:
        return this.#reportLine(this.#match(report), null);
      case DIGIT_TWO: {
        const match = this.#match(text.charCodeAt(at + BEHIND_DAY) === CAPITAL_T ? nodeApp : javaApp);
        return this.#headedLine(match, match?.[2], match?.[1]);
      }
      case OPENING_BRACKET: {
        const match = this.#match(pythonApp);
        return this.#headedLine(match, match?.[1], match?.[2]);
      }
      default:
        return null;
    }
  }

  #match(expression: RegExp): RegExpExecArray | null {
    expression.lastIndex = this.#at;
    const match = expression.exec(this.#text);
    if (match !== null) this.#end = expression.lastIndex;
    return match;
  }

  #jsonAppLine(match: RegExpExecArray | null): LogLine | null {
    if (match === null) return null;
    const { quote, tells } = this.#writing;
    const details = tells === 'head' ? NO_DETAILS : detailsIn(match[4], quote);
    return details === null ? null : appLine(match[1], match[2], match[3], details);
  }

  #headedLine(
    match: RegExpExecArray | null,
    level: string | undefined,
    requestId: string | undefined,
  ): LogLine | null {
    return match === null
      ? null
      : appLine(level, requestId, match[3] ?? this.#text.slice(this.#end), NO_DETAILS);
  }

  #startLine(match: RegExpExecArray | null): LogLine | null {
    return match === null ? null : platformLine('start', this.#wholeText(), match[1], match[2]);
  }

  #endLine(match: RegExpExecArray | null): LogLine | null {
    return match === null ? null : platformLine('end', this.#wholeText(), match[1]);
  }

  #reportLine(match: RegExpExecArray | null, status: Report['status']): LogLine | null {
    if (match === null) return null;
    const report = this.#writing.tells === 'head' ? withoutAmounts(status) : reportIn(match, status);
    return platformLine('report', this.#wholeText(), match[1], undefined, report);
  }

  #wholeText(): string {
    return this.#writing.tells === 'all' ? this.#text : '';
  }
}

const LINES_AS_SAID = new UsualLines(AS_SAID);

/** A text without a line break at its end as a usual line; null for any other. */
export function usualLine(text: string): LogLine | null {
  return LINES_AS_SAID.read(text, 0);
}

const OPENING_BRACE = '{'.charCodeAt(0);
const OPENING_BRACKET = '['.charCodeAt(0);
const CAPITAL_S = 'S'.charCodeAt(0);
const CAPITAL_E = 'E'.charCodeAt(0);
const CAPITAL_R = 'R'.charCodeAt(0);
const CAPITAL_T = 'T'.charCodeAt(0);
const DIGIT_TWO = '2'.charCodeAt(0);
const BEHIND_DAY = 'YYYY-MM-DD'.length;

function reportIn(match: RegExpExecArray, status: Report['status']): Report {
  return {
    durationMs: Number(match[2]),
    billedMs: Number(match[3]),
    memoryMb: Number(match[4]),
    maxMemoryMb: Number(match[5]),
    initMs: match[6] === undefined ? null : Number(match[6]),
    restoreMs: null,
    status,
    errorType: null,
  };
}

/** A head tells only how the invocation ended. */
function withoutAmounts(status: Report['status']): Report {
  return status === null ? REPORT : REPORT_OF_SUCCESS;
}

const REPORT: Report = {
  durationMs: Number.NaN,
  billedMs: null,
  memoryMb: null,
  maxMemoryMb: null,
  initMs: null,
  restoreMs: null,
  status: null,
  errorType: null,
};
const REPORT_OF_SUCCESS: Report = { ...REPORT, status: 'success' };

/** Null if a name appears twice: then the last one counts. */
function detailsIn(members = '', quote: string): readonly LogDetail[] | null {
  if (members === '') return NO_DETAILS;
  const details: LogDetail[] = [];
  for (let comma = 0; comma < members.length; ) {
    const nameStart = comma + 1 + quote.length;
    const nameEnd = members.indexOf(quote, nameStart);
    const at = nameEnd + quote.length + 1;
    const isText = members.startsWith(quote, at);
    const start = isText ? at + quote.length : at;
    const end = isText ? members.indexOf(quote, start) : endOr(members.indexOf(',', start), members);
    const name = rawText(members.slice(nameStart, nameEnd));
    for (const detail of details) if (detail.name === name) return null;
    details.push({ name, value: rawText(members.slice(start, end)) });
    comma = isText ? end + quote.length : end;
  }
  return details;
}

function endOr(index: number, text: string): number {
  return index === -1 ? text.length : index;
}

function pythonJsonLine(match: RegExpExecArray | null): LogLine | null {
  return match === null ? null : appLine(match[1], match[3], match[2], NO_DETAILS);
}

/** All lines have their members in one order, that of `logLine`, so that V8 gives them one hidden class. */
function appLine(
  level: string | undefined,
  requestId: string | undefined,
  text: string | undefined,
  details: readonly LogDetail[],
): LogLine {
  return {
    kind: 'app',
    level: levelNamed(level),
    requestId: requestId as RawText,
    text: rawText(text ?? ''),
    version: null,
    errorType: null,
    isUncaught: false,
    report: null,
    details,
  };
}

/** A constant instead of a slice: V8 would have to internalize each slice before comparing it. */
const LEVEL_OF_INITIAL = new Map(LOG_LEVELS.map((level) => [level.charCodeAt(0), level]));

function levelNamed(slice = ''): LogLevel | null {
  return LEVEL_OF_INITIAL.get(slice.charCodeAt(0)) ?? null;
}

// biome-ignore lint/complexity/useMaxParams: called for each line of a log, where one object more is felt.
function platformLine(
  kind: 'start' | 'end' | 'report',
  text: string,
  requestId: string | undefined,
  version?: string,
  report: Report | null = null,
): LogLine {
  return {
    kind,
    level: null,
    requestId: requestId as RawText,
    text: text as RawText,
    version: version === undefined ? null : rawText(version),
    errorType: null,
    isUncaught: false,
    report,
    details: NO_DETAILS,
  };
}

const NO_DETAILS: readonly LogDetail[] = [];
