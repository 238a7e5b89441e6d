import { type RawText, rawText } from '../../terminal/text.ts';
import { LOG_LEVELS, type LogLevel } from './log-level.ts';
import type { LogDetail, LogLine } from './log-line-shape.ts';
import type { Report } from './report.ts';

/** Digits one by one: of a number of them V8 counts each as it goes, which takes twice as long. */
const HEX = String.raw`[\da-f]`;
const HEX4 = HEX.repeat(4);
const ID = `(${HEX.repeat(8)}-${HEX4}-${HEX4}-${HEX4}-${HEX.repeat(12)})`;
const LEVEL = `(${LOG_LEVELS.join('|')})`;
const VERSION = String.raw`(\$LATEST|\d{1,19})`;
const AMOUNT = String.raw`((?:0|[1-9]\d{0,8})(?:\.\d{1,6})?)`;
/** A text that stands in JSON as it is. */
const TEXT = String.raw`[^"\\\x00-\x1f]*`;
/** A number that stands in JSON as JavaScript writes it. */
const NUMBER = String.raw`(?:0|[1-9]\d{0,8})(?:\.\d{0,5}[1-9])?`;
/** What says something else than a detail, or says it differently. */
const NO_DETAIL = 'level|message|msg|severity|levelname|logger|time|timestamp|tenantId|errorType|__proto__';
const DETAIL_NAME = String.raw`(?!(?:${NO_DETAIL})")[A-Za-z_]\w{0,40}(?<![rR]equest_?[iI]d)`;

const DAY = String.raw`\d\d\d\d-\d\d-\d\d`;
const CLOCK = String.raw`\d\d:\d\d:\d\d`;

/** What usual lines look like. */
const LINES = {
  /** `console.log` in JSON, whose further members are simple values. */
  jsonApp: String.raw`\{"timestamp":"${TEXT}","level":"${LEVEL}","requestId":"${ID}","message":"(${TEXT})"((?:,"${DETAIL_NAME}":(?:"${TEXT}"|${NUMBER}|true|false)){0,8})\}$`,
  /** What Python's runtime writes of it. */
  pythonJsonApp: String.raw`\{"timestamp": "${TEXT}", "level": "${LEVEL}", "message": "(${TEXT})", "logger": "${TEXT}", "requestId": "${ID}"\}$`,
  jsonStart: String.raw`\{"time":"${TEXT}","type":"platform\.start","record":\{"requestId":"${ID}",(?:"functionArn":"${TEXT}",)?"version":"${VERSION}"\}\}$`,
  jsonReport: String.raw`\{"time":"${TEXT}","type":"platform\.report","record":\{"requestId":"${ID}","metrics":\{"durationMs":${AMOUNT},"billedDurationMs":${AMOUNT},"memorySizeMB":${AMOUNT},"maxMemoryUsedMB":${AMOUNT}(?:,"initDurationMs":${AMOUNT})?\},"status":"(success)"\}\}$`,
  start: `START RequestId: ${ID} Version: ${VERSION}$`,
  end: `END RequestId: ${ID}$`,
  report: String.raw`REPORT RequestId: ${ID}\tDuration: ${AMOUNT} ms\tBilled Duration: ${AMOUNT} ms\tMemory Size: ${AMOUNT} MB\tMax Memory Used: ${AMOUNT} MB(?:\tInit Duration: ${AMOUNT} ms)?\t?$`,
  /** Heads: of Node.js (what it says of errors is another matter), of AWS's pattern for Log4j 2, and of Python. */
  nodeApp: String.raw`${DAY}T${CLOCK}(?:\.\d{1,9})?Z\t${ID}\t(DEBUG|INFO|WARN)\t`,
  javaApp: String.raw`${DAY} ${CLOCK}(?:[.,]\d{1,9})? ${ID} ${LEVEL} {1,2}`,
  pythonApp: String.raw`\[${LEVEL}\]\t${DAY}T${CLOCK}(?:\.\d{1,6})?Z\t${ID}\t`,
};

type Expressions = Readonly<Record<keyof typeof LINES, RegExp>>;

const AS_SAID = expressions((source) => source);

/** The same lines between the quotes of a JSON string, with the line break that a message ends with. */
const IN_JSON = expressions((source) =>
  source.replaceAll('"', '\\\\"').replaceAll('\\t', '\\\\t').replace(/\$$/, '(?:\\\\[rn])*$$'),
);

function expressions(written: (source: string) => string): Expressions {
  const entries = Object.entries(LINES).map(([name, line]) => [name, new RegExp(`^${written(line)}`)]);
  return Object.fromEntries(entries) as Expressions;
}

/**
 * A line as nearly all lines of a log are written, told by one expression; null for any other, and for what is odd about
 * such a line, which costs little to find out. Whatever it tells, the readers of the formats tell the same
 * (`log-line.ts`), in three times the time.
 */
export function usualLine(text: string): LogLine | null {
  return lineOf(text, AS_SAID, 'whole');
}

/**
 * The head of such a line, from what stands between the quotes of a JSON string: of the message and its details it tells
 * nothing.
 */
export function usualHeadInJson(json: string): LogLine | null {
  return lineOf(json, IN_JSON, 'head');
}

type Extent = 'whole' | 'head';

function lineOf(text: string, expressions: Expressions, extent: Extent): LogLine | null {
  switch (text.charCodeAt(0)) {
    case OPENING_BRACE:
      return (
        jsonAppLine(expressions.jsonApp.exec(text), extent) ??
        startLine(expressions.jsonStart.exec(text), text) ??
        reportLine(expressions.jsonReport.exec(text), text) ??
        pythonJsonLine(expressions.pythonJsonApp.exec(text))
      );
    case CAPITAL_S:
      return startLine(expressions.start.exec(text), text);
    case CAPITAL_E:
      return endLine(expressions.end.exec(text), text);
    case CAPITAL_R:
      return reportLine(expressions.report.exec(text), text);
    case DIGIT_TWO:
      return headedLine(
        (text.charCodeAt(BEHIND_DAY) === CAPITAL_T ? expressions.nodeApp : expressions.javaApp).exec(text),
        text,
      );
    case OPENING_BRACKET:
      return pythonLine(expressions.pythonApp.exec(text), text);
    default:
      return null;
  }
}

const OPENING_BRACE = '{'.charCodeAt(0);
const OPENING_BRACKET = '['.charCodeAt(0);
const QUOTE = '"'.charCodeAt(0);
const CAPITAL_S = 'S'.charCodeAt(0);
const CAPITAL_E = 'E'.charCodeAt(0);
const CAPITAL_R = 'R'.charCodeAt(0);
const CAPITAL_T = 'T'.charCodeAt(0);
const DIGIT_TWO = '2'.charCodeAt(0);
const BEHIND_DAY = 'YYYY-MM-DD'.length;

function jsonAppLine(match: RegExpExecArray | null, extent: Extent): LogLine | null {
  if (match === null) return null;
  const details = extent === 'head' ? NO_DETAILS : detailsIn(match[4]);
  return details === null ? null : appLine(match[1], match[2], match[3], details);
}

/** Null where a name comes twice: the last one counts then. */
function detailsIn(members = ''): readonly LogDetail[] | null {
  if (members === '') return NO_DETAILS;
  const details: LogDetail[] = [];
  for (let comma = 0; comma < members.length; ) {
    const nameEnd = members.indexOf('"', comma + 2);
    const at = nameEnd + 2;
    const isText = members.charCodeAt(at) === QUOTE;
    const end = isText ? members.indexOf('"', at + 1) : endOr(members.indexOf(',', at), members);
    const name = rawText(members.slice(comma + 2, nameEnd));
    for (const detail of details) if (detail.name === name) return null;
    details.push({ name, value: rawText(members.slice(isText ? at + 1 : at, end)) });
    comma = isText ? end + 1 : end;
  }
  return details;
}

function endOr(index: number, text: string): number {
  return index === -1 ? text.length : index;
}

function headedLine(match: RegExpExecArray | null, text: string): LogLine | null {
  return match === null ? null : appLine(match[2], match[1], text.slice(match[0].length), NO_DETAILS);
}

function pythonLine(match: RegExpExecArray | null, text: string): LogLine | null {
  return match === null ? null : appLine(match[1], match[2], text.slice(match[0].length), NO_DETAILS);
}

function pythonJsonLine(match: RegExpExecArray | null): LogLine | null {
  return match === null ? null : appLine(match[1], match[3], match[2], NO_DETAILS);
}

function startLine(match: RegExpExecArray | null, text: string): LogLine | null {
  return match === null ? null : platformLine('start', text, match[1], match[2]);
}

function endLine(match: RegExpExecArray | null, text: string): LogLine | null {
  return match === null ? null : platformLine('end', text, match[1]);
}

function reportLine(match: RegExpExecArray | null, text: string): LogLine | null {
  if (match === null) return null;
  return platformLine('report', text, match[1], undefined, {
    durationMs: Number(match[2]),
    billedMs: Number(match[3]),
    memoryMb: Number(match[4]),
    maxMemoryMb: Number(match[5]),
    initMs: match[6] === undefined ? null : Number(match[6]),
    restoreMs: null,
    status: match[7] === undefined ? null : 'success',
    errorType: null,
  });
}

/** The members of all lines in one order, which makes them one kind of object to V8: that of `logLine`. */
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
    text: text as RawText,
    version: null,
    errorType: null,
    isUncaught: false,
    report: null,
    details,
  };
}

/** Our own text for it, and no slice: V8 would have to make each known first wherever it stands for something. */
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
