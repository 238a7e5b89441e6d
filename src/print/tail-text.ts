import { parseLogLine } from '../lambda/log-line.ts';
import { environmentMark } from '../lambda/log-stream.ts';
import type { TailEvent } from '../logs/tail-item.ts';
import { cutMiddle, padEnd } from '../terminal/display-width.ts';
import { plainLine } from '../terminal/draw-line.ts';
import { isoTime } from '../terminal/quantity.ts';
import { safe, safeLines, safeText } from '../terminal/safe-text.ts';
import type { RawText, SafeText } from '../terminal/text.ts';
import { toned } from '../terminal/words.ts';
import { lateMark, levelSpan, messageOf, requestMark } from './tail-cells.ts';

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
  const environment = safeText(environmentMark(event.logStream));
  const request = padEnd(requestMark(line), 8);
  const level = padEnd(levelSpan(line).text, 5);
  const writer = nameCell(safeText(name), nameWidth);
  const head = safe`${isoTime(event.timestampMs)} ${writer} ${environment} ${request} ${level} `;
  const message = plainLine([...messageOf(line, 'whole'), ...lateMark(lateMs)]);
  return message === '' ? plainLine([toned('fact', head)]) : safe`${head}${message}`;
}

/** Names that belong together begin alike: a long one keeps its end. */
function nameCell(name: SafeText, width: number | null): SafeText {
  return width === null ? name : padEnd(cutMiddle(name, width, safe`~`), width);
}

/** The message alone, byte for byte, without the line break that Lambda puts at its end. */
export function tailRaw({ event }: TailEvent): string {
  return event.message.replace(/\r?\n$/, '');
}

/** The message alone, for a terminal: the lines that it has, and nothing that a terminal would carry out. */
export function tailRawOnTerminal({ event }: TailEvent): string {
  return safeLines(event.message).join('\n');
}
