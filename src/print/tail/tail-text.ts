import { type LogLine, parseLogLine } from '../../lambda/line/log-line.ts';
import type { LogLevel } from '../../lambda/line/shape/log-level.ts';
import { environmentMark } from '../../lambda/log-stream.ts';
import type { LogEvent } from '../../logs/event.ts';
import { createRecentMap } from '../../logs/recent-map.ts';
import type { RunEnd } from '../../logs/run-end.ts';
import type { TailEvent } from '../../logs/tail-item.ts';
import { cutName } from '../../terminal/cut-name.ts';
import { padEnd } from '../../terminal/display-width.ts';
import { plainLine } from '../../terminal/drawing/draw-line.ts';
import { isoTime } from '../../terminal/quantity.ts';
import {
  madeOfPrintable,
  printableAscii,
  safe,
  safeAsMadeOf,
  safeLines,
  safeText,
  withoutBlanksAtEnd,
} from '../../terminal/safe-text.ts';
import type { RawText, SafeText } from '../../terminal/text.ts';
import { toned } from '../../terminal/words.ts';
import { type EndOf, endOnItem } from './end-of-line.ts';
import { endedText } from './end-words.ts';
import { inWords } from './platform-words.ts';
import { IS_OVER, lateMark, levelWord, messageOf, rawDetail, requestMark } from './tail-cells.ts';

/**
 * `time function env request LEVEL message`: one event, one line, harmless to a terminal. The same text as a row on
 * screen without its styles, which would double the cost for a million lines.
 *
 * @param nameWidth cells of the name column; null gives each name what it needs
 * @param endOf tells how the run of a REPORT ended
 */
export function tailText(
  item: TailEvent,
  name: RawText,
  nameWidth: number | null = null,
  endOf: EndOf = endOnItem,
): SafeText {
  const { event, lateMs, isContext } = item;
  const line = event.row ?? inWords(parseLogLine(event.message));
  const end = endOf(item, line);
  const late = lateMs === null ? NOTHING : plainLine(lateMark(lateMs));
  const row = { event, line, end, before: isContext === true ? CONTEXT : NOTHING, late, name, nameWidth };
  const raw = rawRow(row);
  const harmless =
    event.row == null ? (safeAsMadeOf(event.message, raw) ?? printableAscii(raw)) : madeOfPrintable(raw);
  if (harmless === null) return safeRow(row);
  return endsWithBlank(line) ? withoutBlanksAtEnd(harmless) : harmless;
}

const NOTHING = safe``;
/** Before a context line: after the message it would read as part of it. */
const CONTEXT = safe`(context) `;

interface TextRow {
  readonly event: LogEvent;
  readonly line: LogLine;
  readonly end: RunEnd | null;
  /** Before and after the message. */
  readonly before: SafeText;
  readonly late: SafeText;
  readonly name: RawText;
  readonly nameWidth: number | null;
}

/** The whole row with its raw message, which nearly always is harmless as it is. */
function rawRow({ event, line, end, before, late, name, nameWidth }: TextRow): string {
  const { requestId } = line;
  const request = requestId === null ? NO_REQUEST : requestId.slice(0, REQUEST_WIDTH);
  const writer = writerCells(event.logStream, name, nameWidth);
  return `${isoTime(event.timestampMs)}${writer}${request}${levelCell(line)}${before}${rawMessage(line, end)}${late}`;
}

/** `messageOf` for a whole message, as raw text. */
function rawMessage(line: LogLine, end: RunEnd | null): string {
  const { kind, report, version, details } = line;
  if (report !== null) return endedText(line, report, end);
  if (kind === 'start' && version !== null) return `version ${version}`;
  if (kind === 'end') return IS_OVER;
  let text: string = line.text;
  for (const detail of details) text += rawDetail(detail);
  return text;
}

/** Whether a row ends with a blank if nothing follows its message. Building the row to check it would be premature. */
function endsWithBlank({ kind, text, details }: LogLine): boolean {
  const last = details.at(-1)?.value ?? text;
  // For Lambda's own JSON lines the text is replaced, by one that ends with a word.
  return last === '' ? kind === 'app' : last.endsWith(' ');
}

/** With blanks on either side: a row's cost depends on the number of pieces. */
function levelCell(line: LogLine): string {
  const { kind, level } = line;
  return kind === 'app' && level !== null ? LEVEL_CELLS[level] : ` ${levelWord(line).padEnd(LEVEL_WIDTH)} `;
}

const LEVEL_WIDTH = 5;
const LEVEL_CELLS: Readonly<Record<LogLevel, string>> = {
  TRACE: ' TRACE ',
  DEBUG: ' DEBUG ',
  INFO: ' INFO  ',
  WARN: ' WARN  ',
  ERROR: ' ERROR ',
  FATAL: ' FATAL ',
};

/** The writer and environment of a stream, the same in all its rows. */
interface WriterCells {
  readonly name: RawText;
  readonly nameWidth: number | null;
  readonly cells: SafeText;
}

const MOST_STREAMS = 1_000;
const writtenBefore = createRecentMap<RawText, WriterCells>(MOST_STREAMS);

function writerCells(logStream: RawText, name: RawText, nameWidth: number | null): SafeText {
  const known = writtenBefore.get(logStream);
  if (known !== undefined && known.name === name && known.nameWidth === nameWidth) return known.cells;
  const cells = safe` ${nameCell(safeText(name), nameWidth)} ${safeText(environmentMark(logStream))} `;
  writtenBefore.set(logStream, { name, nameWidth, cells });
  return cells;
}

/** The same with each cell made safe on its own, so that none combines with the previous one. */
function safeRow({ event, line, end, before, late, name, nameWidth }: TextRow): SafeText {
  const writer = writerCells(event.logStream, name, nameWidth);
  const request = padEnd(requestMark(line), REQUEST_WIDTH);
  const level = padEnd(levelWord(line), LEVEL_WIDTH);
  const head = safe`${isoTime(event.timestampMs)}${writer}${request} ${level} ${before}`;
  return plainLine([toned('fact', head), ...messageOf(line, 'whole', end), toned('ours', late)]);
}

const REQUEST_WIDTH = 8;
const NO_REQUEST = ' '.repeat(REQUEST_WIDTH);

/** Related names share their beginning, so a long one keeps its end. */
function nameCell(name: SafeText, width: number | null): SafeText {
  return width === null ? name : padEnd(cutName(name, width, safe`~`), width);
}

/** The message alone, byte for byte, without the line break that Lambda appends. */
export function tailRaw({ event }: TailEvent): string {
  return event.message.replace(/\r?\n$/, '');
}

/** The message alone for a terminal: with its line breaks, but without control characters. */
export function tailRawOnTerminal({ event }: TailEvent): string {
  return safeLines(event.message).join('\n');
}
