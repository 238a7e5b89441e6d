import { asJsonObject, jsonObject } from '../../../lambda/line/shape/json-object.ts';
import type { StoryEvent } from '../../../logs/lines/story-item.ts';
import type { Line } from '../../../terminal/line.ts';
import { safe, safeLines } from '../../../terminal/safe-text.ts';
import { toned } from '../../../terminal/words.ts';
import { wrappedLine } from '../../../terminal/wrapped-line.ts';
import { jsonLines } from './json-lines.ts';

/** More of one message belongs in a file: the other lines should stay visible. */
export const MOST_EXPANDED_ROWS = 20;
/** Longer JSON is shown as logged. */
const LONGEST_JSON = 256_000;
/** No screen shows more of a message. */
const LONGEST_TEXT = 8_000;

/** The full text below a row: its JSON member by member, or its text with the whole stack trace. */
export function expandedLines({ event: { message } }: StoryEvent, width: number): readonly Line[] {
  const object = message.length <= LONGEST_JSON ? jsonOf(message) : null;
  if (object !== null) return jsonLines(object, width, MOST_EXPANDED_ROWS + 1);
  return safeLines(message.slice(0, LONGEST_TEXT))
    .filter((line, index, lines) => line !== '' || index < lines.length - 1)
    .flatMap((line) => wrappedLine([toned(isLibraryFrame(line) ? 'dim' : 'fact', line)], width));
}

/** A whole object, or one after the head of a text line, as Node.js writes uncaught errors. */
function jsonOf(message: string) {
  const whole = jsonObject(message);
  if (whole !== null) return doublyEncoded(whole) ?? whole;
  const start = message.indexOf('{"');
  return start > 0 && start < 200 ? jsonObject(message.slice(start)) : null;
}

/** JSON that was encoded twice is decoded in place. */
function doublyEncoded(object: Readonly<Record<string, unknown>>) {
  const { message } = object;
  const inner = typeof message === 'string' && message.startsWith('{') ? jsonObject(message) : null;
  return inner === null ? null : asJsonObject({ ...object, message: inner });
}

/** A stack frame outside the function's own code. */
function isLibraryFrame(line: string): boolean {
  return /^\s*(?:at |File ")/.test(line) && !/\/var\/task\/(?!node_modules)/.test(line);
}

export const CUT_SHORT: Line = [toned('dim', safe`and more`)];
