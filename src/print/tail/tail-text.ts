import type { LogLevel } from '../../lambda/line/log-level.ts';
import { type LogLine, parseLogLine } from '../../lambda/line/log-line.ts';
import { isFailed } from '../../lambda/line/report.ts';
import { environmentMark } from '../../lambda/log-stream.ts';
import type { LogEvent } from '../../logs/event.ts';
import { createRecentMap } from '../../logs/recent-map.ts';
import type { TailEvent } from '../../logs/tail-item.ts';
import { cutName } from '../../terminal/cut-name.ts';
import { padEnd } from '../../terminal/display-width.ts';
import { plainLine } from '../../terminal/draw-line.ts';
import { lineText } from '../../terminal/line-layout.ts';
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
import { wellEndedText } from './end-words.ts';
import { IS_OVER, lateMark, levelWord, messageOf, rawDetail, requestMark } from './tail-cells.ts';

/**
 * `time function env request LEVEL message`: one event, one line, harmless to a terminal. The words of a row on screen
 * without its looks, which cost as much as the words: a million lines have none.
 *
 * @param nameWidth cells of the column of names; null lets each have what it needs.
 */
export function tailText(
  { event, lateMs, isContext }: TailEvent,
  name: RawText,
  nameWidth: number | null = null,
): SafeText {
  const line = event.row ?? parseLogLine(event.message);
  const late = lateMs === null ? NOTHING : plainLine(lateMark(lateMs));
  const row = { event, line, before: isContext === true ? CONTEXT : NOTHING, late, name, nameWidth };
  const raw = rawRow(row);
  const harmless =
    event.row == null ? (safeAsMadeOf(event.message, raw) ?? printableAscii(raw)) : madeOfPrintable(raw);
  if (harmless === null) return safeRow(row);
  return endsWithBlank(line) ? withoutBlanksAtEnd(harmless) : harmless;
}

const NOTHING = safe``;
/** Before a line that was not found itself, but stands beside one that was: behind it, it would read as one of its words. */
const CONTEXT = safe`(context) `;

interface TextRow {
  readonly event: LogEvent;
  readonly line: LogLine;
  /** What stands before the message, and behind it. */
  readonly before: SafeText;
  readonly late: SafeText;
  readonly name: RawText;
  readonly nameWidth: number | null;
}

/** All that the row says at once, its message as it was said. Nearly always that is harmless as it is. */
function rawRow({ event, line, before, late, name, nameWidth }: TextRow): string {
  const { requestId } = line;
  const request = requestId === null ? NO_REQUEST : requestId.slice(0, REQUEST_WIDTH);
  const writer = writerCells(event.logStream, name, nameWidth);
  return `${isoTime(event.timestampMs)}${writer}${request}${levelCell(line)}${before}${rawMessage(line)}${late}`;
}

/** What `messageOf` says of a whole message. */
function rawMessage(line: LogLine): string {
  const { kind, report, version, details } = line;
  if (report !== null)
    return isFailed(report.status) ? lineText(messageOf(line, 'whole')) : wellEndedText(report);
  if (kind === 'start' && version !== null) return `version ${version}`;
  if (kind === 'end') return IS_OVER;
  let text: string = line.text;
  for (const detail of details) text += rawDetail(detail);
  return text;
}

/** Whether a row ends so that says nothing else behind its message. To ask the row itself would put it together too early. */
function endsWithBlank({ kind, text, details }: LogLine): boolean {
  const last = details.at(-1)?.value ?? text;
  // Of Lambda's own lines in JSON the text is left out, and what is said instead ends with a word.
  return last === '' ? kind === 'app' : last.endsWith(' ');
}

/** With the blank on either side: a row costs by the pieces that it is made of. */
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

/** Who writes into a stream, and in which environment, as it stands in each of its rows. */
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

/** The same with each cell made safe by itself, so that none of them leans on the one before. */
function safeRow({ event, line, before, late, name, nameWidth }: TextRow): SafeText {
  const writer = writerCells(event.logStream, name, nameWidth);
  const request = padEnd(requestMark(line), REQUEST_WIDTH);
  const level = padEnd(levelWord(line), LEVEL_WIDTH);
  const head = safe`${isoTime(event.timestampMs)}${writer}${request} ${level} ${before}`;
  return plainLine([toned('fact', head), ...messageOf(line, 'whole'), toned('ours', late)]);
}

const REQUEST_WIDTH = 8;
const NO_REQUEST = ' '.repeat(REQUEST_WIDTH);

/** Names that belong together begin alike: a long one keeps its end. */
function nameCell(name: SafeText, width: number | null): SafeText {
  return width === null ? name : padEnd(cutName(name, width, safe`~`), width);
}

/** The message alone, byte for byte, without the line break that Lambda puts at its end. */
export function tailRaw({ event }: TailEvent): string {
  return event.message.replace(/\r?\n$/, '');
}

/** The message alone, for a terminal: the lines that it has, and nothing that a terminal would carry out. */
export function tailRawOnTerminal({ event }: TailEvent): string {
  return safeLines(event.message).join('\n');
}
