import { type LogLine, parseLogLine } from '../../lambda/line/log-line.ts';
import { environmentMark } from '../../lambda/log-stream.ts';
import type { LogEvent } from '../../logs/event.ts';
import type { TailEvent } from '../../logs/tail-item.ts';
import { cutName } from '../../terminal/cut-name.ts';
import { padEnd } from '../../terminal/display-width.ts';
import { plainLine } from '../../terminal/draw-line.ts';
import { lineText } from '../../terminal/line-layout.ts';
import { isoTime } from '../../terminal/quantity.ts';
import { printableAscii, safe, safeLines, safeText } from '../../terminal/safe-text.ts';
import type { RawText, SafeText } from '../../terminal/text.ts';
import { toned } from '../../terminal/words.ts';
import { lateMark, levelWord, messageOf, rawDetail, requestMark } from './tail-cells.ts';

/**
 * `time function env request LEVEL message`: one event, one line, harmless to a terminal. The words of a row on screen
 * without its looks, which cost as much as the words: a million lines have none.
 *
 * @param nameWidth cells of the column of names; null lets each have what it needs.
 */
export function tailText(
  { event, lateMs }: TailEvent,
  name: RawText,
  nameWidth: number | null = null,
): SafeText {
  const line = parseLogLine(event.message);
  const row = { event, line, late: plainLine(lateMark(lateMs)), name, nameWidth };
  return printableAscii(rawRow(row)) ?? safeRow(row);
}

interface TextRow {
  readonly event: LogEvent;
  readonly line: LogLine;
  readonly late: SafeText;
  readonly name: RawText;
  readonly nameWidth: number | null;
}

/** All that the row says at once, as it was said. Nearly always that is harmless as it is. */
function rawRow({ event, line, late, name, nameWidth }: TextRow): string {
  const { requestId } = line;
  const time = isoTime(event.timestampMs);
  const writer = nameWidth === null ? name : nameCell(safeText(name), nameWidth);
  const environment = environmentMark(event.logStream);
  const request = requestId === null ? NO_REQUEST : requestId.slice(0, REQUEST_WIDTH);
  const level = levelWord(line).padEnd(LEVEL_WIDTH);
  return `${time} ${writer} ${environment} ${request} ${level} ${rawMessage(line)}${late}`.trimEnd();
}

/** What `messageOf` says of a whole message. */
function rawMessage(line: LogLine): string {
  const { kind, report, version, details } = line;
  if (report !== null || (kind === 'start' && version !== null)) return lineText(messageOf(line, 'whole'));
  let text: string = line.text;
  for (const detail of details) text += rawDetail(detail);
  return text;
}

/** The same with each cell made safe by itself, so that none of them leans on the one before. */
function safeRow({ event, line, late, name, nameWidth }: TextRow): SafeText {
  const environment = safeText(environmentMark(event.logStream));
  const request = padEnd(requestMark(line), REQUEST_WIDTH);
  const level = padEnd(levelWord(line), LEVEL_WIDTH);
  const writer = nameCell(safeText(name), nameWidth);
  const head = safe`${isoTime(event.timestampMs)} ${writer} ${environment} ${request} ${level} `;
  return plainLine([toned('fact', head), ...messageOf(line, 'whole'), toned('ours', late)]);
}

const REQUEST_WIDTH = 8;
const NO_REQUEST = ' '.repeat(REQUEST_WIDTH);
const LEVEL_WIDTH = 5;

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
