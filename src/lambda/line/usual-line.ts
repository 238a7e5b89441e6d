import { type RawText, rawText } from '../../terminal/text.ts';
import { LOG_LEVELS, type LogLevel } from './log-level.ts';
import type { LogDetail, LogLine } from './log-line-shape.ts';
import type { Report } from './report.ts';

const ID = String.raw`([\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12})`;
const LEVEL = `(${LOG_LEVELS.join('|')})`;
const VERSION = String.raw`(\$LATEST|\d{1,19})`;
const AMOUNT = String.raw`((?:0|[1-9]\d{0,8})(?:\.\d{1,6})?)`;
/** A text that stands in JSON as it is. */
const TEXT = String.raw`[^"\\\x00-\x1f]*`;
/** A number that stands in JSON as JavaScript writes it. */
const NUMBER = String.raw`(?:0|[1-9]\d{0,8})(?:\.\d{0,5}[1-9])?`;
/** What says something else than a detail, or says it differently. */
const NO_DETAIL = 'level|message|msg|severity|levelname|logger|time|timestamp|tenantId|errorType|__proto__';
const DETAIL_NAME = String.raw`(?!(?:${NO_DETAIL}|\w*[rR]equest_?[iI]d)")[A-Za-z_]\w{0,40}`;

/** `console.log` in JSON, whose further members are simple values. */
const JSON_LINE = expression(
  String.raw`\{"timestamp":"${TEXT}","level":"${LEVEL}","requestId":"${ID}","message":"(${TEXT})"((?:,"${DETAIL_NAME}":(?:"${TEXT}"|${NUMBER}|true|false)){0,8})\}$`,
);
const JSON_START = expression(
  String.raw`\{"time":"${TEXT}","type":"platform\.start","record":\{"requestId":"${ID}",(?:"functionArn":"${TEXT}",)?"version":"${VERSION}"\}\}$`,
);
const JSON_REPORT = expression(
  String.raw`\{"time":"${TEXT}","type":"platform\.report","record":\{"requestId":"${ID}","metrics":\{"durationMs":${AMOUNT},"billedDurationMs":${AMOUNT},"memorySizeMB":${AMOUNT},"maxMemoryUsedMB":${AMOUNT}(?:,"initDurationMs":${AMOUNT})?\},"status":"(success)"\}\}$`,
);

const TEXT_START = expression(`START RequestId: ${ID} Version: ${VERSION}$`);
const TEXT_END = expression(`END RequestId: ${ID}$`);
const TEXT_REPORT = expression(
  String.raw`REPORT RequestId: ${ID}\tDuration: ${AMOUNT} ms\tBilled Duration: ${AMOUNT} ms\tMemory Size: ${AMOUNT} MB\tMax Memory Used: ${AMOUNT} MB(?:\tInit Duration: ${AMOUNT} ms)?\t?$`,
);
const DAY = String.raw`\d{4}-\d\d-\d\d`;
const CLOCK = String.raw`\d\d:\d\d:\d\d`;
/** The head of a line of Node.js (what it says of errors is another matter), and of AWS's pattern for Log4j 2. */
const NODE_HEAD = expression(String.raw`${DAY}T${CLOCK}(?:\.\d{1,9})?Z\t${ID}\t(DEBUG|INFO|WARN)\t`);
const JAVA_HEAD = expression(String.raw`${DAY} ${CLOCK}(?:[.,]\d{1,9})? ${ID} ${LEVEL} {1,2}`);

function expression(start: string): RegExp {
  return new RegExp(`^${start}`);
}

/** The head of a line is all of it but its details, which take as long to read as all else. */
export type LineExtent = 'head' | 'whole';

/**
 * A line as nearly all lines of a log are written, told by one expression; null for any other, and for what is odd about
 * such a line, which costs little to find out. Whatever it tells, the readers of the formats tell the same
 * (`log-line.ts`), in three times the time.
 */
export function usualLine(text: string, extent: LineExtent = 'whole'): LogLine | null {
  switch (text.charCodeAt(0)) {
    case OPENING_BRACE:
      return text.startsWith('{"timestamp"') ? jsonAppLine(text, extent) : jsonPlatformLine(text);
    case CAPITAL_S:
      return startLine(TEXT_START.exec(text), text);
    case CAPITAL_E:
      return endLine(TEXT_END.exec(text), text);
    case CAPITAL_R:
      return reportLine(TEXT_REPORT.exec(text), text);
    case DIGIT_TWO:
      return textAppLine(text);
    default:
      return null;
  }
}

const OPENING_BRACE = '{'.charCodeAt(0);
const QUOTE = '"'.charCodeAt(0);
const CAPITAL_S = 'S'.charCodeAt(0);
const CAPITAL_E = 'E'.charCodeAt(0);
const CAPITAL_R = 'R'.charCodeAt(0);
const CAPITAL_T = 'T'.charCodeAt(0);
const DIGIT_TWO = '2'.charCodeAt(0);
const BEHIND_DAY = 'YYYY-MM-DD'.length;

function jsonAppLine(text: string, extent: LineExtent): LogLine | null {
  const match = JSON_LINE.exec(text);
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

function jsonPlatformLine(text: string): LogLine | null {
  return startLine(JSON_START.exec(text), text) ?? reportLine(JSON_REPORT.exec(text), text);
}

function textAppLine(text: string): LogLine | null {
  const head = (text.charCodeAt(BEHIND_DAY) === CAPITAL_T ? NODE_HEAD : JAVA_HEAD).exec(text);
  return head === null ? null : appLine(head[2], head[1], text.slice(head[0].length), NO_DETAILS);
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
    level: level as LogLevel,
    requestId: requestId as RawText,
    text: text as RawText,
    version: null,
    errorType: null,
    isUncaught: false,
    report: null,
    details,
  };
}

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
