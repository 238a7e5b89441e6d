import { LOG_LEVELS } from './log-level.ts';

/** Digits one by one: of a number of them V8 counts each as it goes, which takes twice as long. */
const HEX = String.raw`[\da-f]`;
const HEX4 = HEX.repeat(4);
const ID = `(${HEX.repeat(8)}-${HEX4}-${HEX4}-${HEX4}-${HEX.repeat(12)})`;
const LEVEL = `(${LOG_LEVELS.join('|')})`;
const VERSION = String.raw`(\$LATEST|\d{1,19})`;
const AMOUNT = String.raw`((?:0|[1-9]\d{0,8})(?:\.\d{1,6})?)`;
/** A character that stands in JSON as it is. */
const PLAIN = String.raw`[^"\\\x00-\x1f]`;
/** Such a one that can be seen, and does nothing else to a terminal. */
const PRINTABLE = String.raw`[\x20!#-[\]-~]`;
/** A number that stands in JSON as JavaScript writes it. */
const NUMBER = String.raw`(?:0|[1-9]\d{0,8})(?:\.\d{0,5}[1-9])?`;
/** What says something else than a detail, or says it differently. */
const NO_DETAIL = 'level|message|msg|severity|levelname|logger|time|timestamp|tenantId|errorType|__proto__';
const DETAIL_NAME = String.raw`(?!(?:${NO_DETAIL})")[A-Za-z_]\w{0,40}(?<![rR]equest_?[iI]d)`;

const DAY = String.raw`\d\d\d\d-\d\d-\d\d`;
const CLOCK = String.raw`\d\d:\d\d:\d\d`;

/**
 * What usual lines look like: whole ones up to `$`, and of the others their heads. A tab that may lack stands in a
 * group: in JSON it is written in two characters.
 *
 * @param text any text that a structured line says
 */
const lines = (text: string) => ({
  /** `console.log` in JSON, with only simple values as further members. */
  jsonApp: String.raw`\{"timestamp":"${text}","level":"${LEVEL}","requestId":"${ID}","message":"(${text})"((?:,"${DETAIL_NAME}":(?:"${text}"|${NUMBER}|true|false)){0,8})\}$`,
  /** What Python's runtime writes of it. */
  pythonJsonApp: String.raw`\{"timestamp": "${text}", "level": "${LEVEL}", "message": "(${text})", "logger": "${text}", "requestId": "${ID}"\}$`,
  jsonStart: String.raw`\{"time":"${text}","type":"platform\.start","record":\{"requestId":"${ID}",(?:"functionArn":"${text}",)?"version":"${VERSION}"\}\}$`,
  jsonReport: String.raw`\{"time":"${text}","type":"platform\.report","record":\{"requestId":"${ID}","metrics":\{"durationMs":${AMOUNT},"billedDurationMs":${AMOUNT},"memorySizeMB":${AMOUNT},"maxMemoryUsedMB":${AMOUNT}(?:,"initDurationMs":${AMOUNT})?\},"status":"(success)"\}\}$`,
  start: `START RequestId: ${ID} Version: ${VERSION}$`,
  end: `END RequestId: ${ID}$`,
  report: String.raw`REPORT RequestId: ${ID}\tDuration: ${AMOUNT} ms\tBilled Duration: ${AMOUNT} ms\tMemory Size: ${AMOUNT} MB\tMax Memory Used: ${AMOUNT} MB(?:\tInit Duration: ${AMOUNT} ms)?(?:\t)?$`,
  /** Heads: of Node.js (what it says of errors is another matter), of AWS's pattern for Log4j 2, and of Python. */
  nodeApp: String.raw`${DAY}T${CLOCK}(?:\.\d{1,9})?Z\t${ID}\t(DEBUG|INFO|WARN)\t`,
  javaApp: String.raw`${DAY} ${CLOCK}(?:[.,]\d{1,9})? ${ID} ${LEVEL} {1,2}`,
  pythonApp: String.raw`\[${LEVEL}\]\t${DAY}T${CLOCK}(?:\.\d{1,6})?Z\t${ID}\t`,
});

/** How usual lines are written. */
export interface Writing {
  /** Each to be matched where a line begins. In JSON they reach behind the quote that closes it. */
  readonly expressions: Readonly<Record<keyof ReturnType<typeof lines>, RegExp>>;
  /** What stands around the texts of a structured line. */
  readonly quote: string;
  /**
   * What is told of a line. Of a `head` what it says and its details are left out; a `row` has them, but not the text
   * of a START, END or REPORT, which it tells in words of its own.
   */
  readonly tells: 'all' | 'row' | 'head';
}

export const AS_SAID: Writing = {
  expressions: compiled(lines(`${PLAIN}*`)),
  quote: '"',
  tells: 'all',
};

/** No half of a character, and nothing that a terminal would carry out, is written like this. */
const ESCAPE = String.raw`\\(?:["\\/bfnrt]|u00[01][\da-fA-F])`;
/** Any message in JSON, with the quote that closes it. */
export const REST_IN_JSON = `${PLAIN}*(?:${ESCAPE}${PLAIN}*)*"`;
const LINE_END_IN_JSON = String.raw`(?:\\[rn])*"`;

/** For output of messages still encoded as JSON. */
export const HEADS_IN_JSON: Writing = {
  expressions: inJson(lines(`${PLAIN}*`), `()${REST_IN_JSON}`),
  quote: String.raw`\"`,
  tells: 'head',
};

/** For rows of text: a line is not usual here that has to be decoded, or to be made harmless to a terminal. */
export const ROWS_IN_JSON: Writing = {
  expressions: inJson(lines(`${PRINTABLE}*`), `(${PRINTABLE}*)${LINE_END_IN_JSON}`),
  quote: String.raw`\"`,
  tells: 'row',
};

/** @param behindHead what follows the head of a line, with a group for its text */
function inJson(sources: ReturnType<typeof lines>, behindHead: string): Writing['expressions'] {
  const written = (source: string) => {
    const line = source.replaceAll('"', '\\\\"').replaceAll('\\t', '\\\\t');
    return line.endsWith('$') ? line.slice(0, -1) + LINE_END_IN_JSON : line + behindHead;
  };
  return compiled(sources, written);
}

function compiled(
  sources: ReturnType<typeof lines>,
  written = (source: string) => source,
): Writing['expressions'] {
  const entries = Object.entries(sources).map(([name, source]) => [name, new RegExp(written(source), 'y')]);
  return Object.fromEntries(entries) as Writing['expressions'];
}
