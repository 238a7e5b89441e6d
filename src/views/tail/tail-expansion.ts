import { asJsonObject, jsonObject } from '../../lambda/line/json-object.ts';
import type { StoryEvent } from '../../logs/lines/story-item.ts';
import type { Line } from '../../terminal/line.ts';
import { wrappedLine } from '../../terminal/line-layout.ts';
import { safe, safeLines } from '../../terminal/safe-text.ts';
import { toned } from '../../terminal/words.ts';
import { jsonLines } from './json-lines.ts';

/** More of one message is for a file: the others of the log want to be seen beside it. */
export const MOST_EXPANDED_ROWS = 20;
/** Longer JSON is shown as it was logged. */
const LONGEST_JSON = 256_000;
/** No screen shows more of a message. */
const LONGEST_TEXT = 8_000;

/** What a row says in full, below it: its JSON member by member, or its text with all of a stack trace. */
export function expandedLines({ event: { message } }: StoryEvent, width: number): readonly Line[] {
  const object = message.length <= LONGEST_JSON ? jsonOf(message) : null;
  if (object !== null) return jsonLines(object, width, MOST_EXPANDED_ROWS + 1);
  return safeLines(message.slice(0, LONGEST_TEXT))
    .filter((line, index, lines) => line !== '' || index < lines.length - 1)
    .flatMap((line) => wrappedLine([toned(isLibraryFrame(line) ? 'dim' : 'fact', line)], width));
}

/** A whole object, or one behind the head of a text line, as Node.js writes an error that nobody caught. */
function jsonOf(message: string) {
  const whole = jsonObject(message);
  if (whole !== null) return doublyEncoded(whole) ?? whole;
  const start = message.indexOf('{"');
  return start > 0 && start < 200 ? jsonObject(message.slice(start)) : null;
}

/** What was made JSON before it was logged as JSON is read where it stands. */
function doublyEncoded(object: Readonly<Record<string, unknown>>) {
  const { message } = object;
  const inner = typeof message === 'string' && message.startsWith('{') ? jsonObject(message) : null;
  return inner === null ? null : asJsonObject({ ...object, message: inner });
}

/** A frame of a stack trace that is not of the function's own code. */
function isLibraryFrame(line: string): boolean {
  return /^\s*(?:at |File ")/.test(line) && !/\/var\/task\/(?!node_modules)/.test(line);
}

export const CUT_SHORT: Line = [toned('dim', safe`and more`)];
