import { LOG_LEVELS } from '../shape/log-level.ts';

/** Digits one by one: for a quantified group V8 counts each repetition, which takes twice as long. */
const HEX = String.raw`[\da-f]`;
const HEX4 = HEX.repeat(4);
const ID = `(${HEX.repeat(8)}-${HEX4}-${HEX4}-${HEX4}-${HEX.repeat(12)})`;
const LEVEL = `(${LOG_LEVELS.join('|')})`;
const VERSION = String.raw`(\$LATEST|\d{1,19})`;
const AMOUNT = String.raw`(?:0|[1-9]\d{0,8})(?:\.\d{1,6})?`;
/** A character that needs no escape in JSON. */
const PLAIN = String.raw`[^"\\\x00-\x1f]`;
/** Such a character that is visible and has no other effect on a terminal. */
const PRINTABLE = String.raw`[\x20!#-[\]-~]`;
/** A number in JSON, as JavaScript writes it. */
const NUMBER = String.raw`(?:0|[1-9]\d{0,8})(?:\.\d{0,5}[1-9])?`;
/** Members with a special meaning, or with another format than details. */
const NO_DETAIL = 'level|message|msg|severity|levelname|logger|time|timestamp|tenantId|errorType|__proto__';
const DETAIL_NAME = String.raw`(?!(?:${NO_DETAIL})")[A-Za-z_]\w*(?<![rR]equest_?[iI]d)`;

const details = (text: string) => `(?:,"${DETAIL_NAME}":(?:"${text}"|${NUMBER}|true|false)){0,8}`;

const CAPTURED = (source: string) => `(${source})`;
/** V8 copies what is captured. */
const PASSED = (source: string) => `(?:${source})`;

const DAY = String.raw`\d\d\d\d-\d\d-\d\d`;
const CLOCK = String.raw`\d\d:\d\d:\d\d`;

/**
 * The shapes of usual lines: whole lines up to `$`, and only the heads of the others. An optional tab is a group,
 * because JSON writes it as two characters.
 *
 * @param text any text of a structured line
 * @param group around what a head omits
 */
const lines = (text: string, group = CAPTURED) => ({
  /** `console.log` in JSON, with only simple values as further members. */
  jsonApp: String.raw`\{"timestamp":"${text}","level":"${LEVEL}","requestId":"${ID}","message":"${group(text)}"${group(details(text))}\}$`,
  /** The members that Python's runtime writes. */
  pythonJsonApp: String.raw`\{"timestamp": "${text}", "level": "${LEVEL}", "message": "(${text})", "logger": "${text}", "requestId": "${ID}"\}$`,
  jsonStart: String.raw`\{"time":"${text}","type":"platform\.start","record":\{"requestId":"${ID}",(?:"functionArn":"${text}",)?"version":"${VERSION}"\}\}$`,
  jsonReport: String.raw`\{"time":"${text}","type":"platform\.report","record":\{"requestId":"${ID}","metrics":\{"durationMs":${group(AMOUNT)},"billedDurationMs":${group(AMOUNT)},"memorySizeMB":${group(AMOUNT)},"maxMemoryUsedMB":${group(AMOUNT)}(?:,"initDurationMs":${group(AMOUNT)})?\},"status":"success"\}\}$`,
  start: `START RequestId: ${ID} Version: ${VERSION}$`,
  end: `END RequestId: ${ID}$`,
  report: String.raw`REPORT RequestId: ${ID}\tDuration: ${group(AMOUNT)} ms\tBilled Duration: ${group(AMOUNT)} ms\tMemory Size: ${group(AMOUNT)} MB\tMax Memory Used: ${group(AMOUNT)} MB(?:\tInit Duration: ${group(AMOUNT)} ms)?(?:\t)?$`,
  /** Heads: of Node.js (except errors), of AWS's pattern for Log4j 2, and of Python. */
  nodeApp: String.raw`${DAY}T${CLOCK}(?:\.\d{1,9})?Z\t${ID}\t(DEBUG|INFO|WARN)\t`,
  javaApp: String.raw`${DAY} ${CLOCK}(?:[.,]\d{1,9})? ${ID} ${LEVEL} {1,2}`,
  pythonApp: String.raw`\[${LEVEL}\]\t${DAY}T${CLOCK}(?:\.\d{1,6})?Z\t${ID}\t`,
});

/** Encodings of usual lines. */
export interface Writing {
  /** Each is matched at the start of a line. In JSON they extend past the closing quote. */
  readonly expressions: Readonly<Record<keyof ReturnType<typeof lines>, RegExp>>;
  /** The text around the values of a structured line. */
  readonly quote: string;
  /**
   * How much is read of a line. A `head` omits the text, details and amounts; a `row` has them, but not the text of a
   * START, END or REPORT, which it words itself.
   */
  readonly tells: 'all' | 'row' | 'head';
}

export const AS_SAID: Writing = {
  expressions: compiled(lines(`${PLAIN}*`)),
  quote: '"',
  tells: 'all',
};

/** No lone surrogate, and nothing that affects a terminal, is written like this. */
const ESCAPE = String.raw`\\(?:["\\/bfnrt]|u00[01][\da-fA-F])`;
/** Any message in JSON, with its closing quote. */
export const REST_IN_JSON = `${PLAIN}*(?:${ESCAPE}${PLAIN}*)*"`;
const LINE_END_IN_JSON = String.raw`(?:\\[rn])*"`;

/** For output of messages still encoded as JSON. */
export const HEADS_IN_JSON: Writing = {
  expressions: inJson(lines(`${PLAIN}*`, PASSED), `()${REST_IN_JSON}`),
  quote: String.raw`\"`,
  tells: 'head',
};

/** For rows of text: lines that need decoding, or sanitizing for a terminal, are not usual here. */
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
