import type { RawText } from '../../terminal/text.ts';
import { javaLine } from './format/java-line.ts';
import { jsonLine } from './format/json-line.ts';
import { nodeLine } from './format/node-line.ts';
import { platformLine } from './format/platform-line.ts';
import { pythonLine } from './format/python-line.ts';
import { rubyLine } from './format/ruby-line.ts';
import { runtimeFailure } from './format/runtime-failure.ts';
import { uncaughtError } from './format/uncaught-error.ts';
import { usualLine } from './format/usual-line.ts';
import { type LogLine, logLine } from './shape/log-line-shape.ts';

export type { LogLine, LogLineKind } from './shape/log-line-shape.ts';

/** Parses one text format; null for all others. */
type TextFormat = (text: string) => LogLine | null;

/** Formats by the first characters of a line, so that only few have to be tried. */
const FORMATS_OF_TIME: readonly TextFormat[] = [nodeLine, javaLine, runtimeFailure, uncaughtError];
const FORMATS_OF_BRACKET: readonly TextFormat[] = [pythonLine, uncaughtError];
const FORMATS_OF_WORD: readonly TextFormat[] = [platformLine, rubyLine, runtimeFailure, uncaughtError];
const FORMATS_OF_ALL_OTHERS: readonly TextFormat[] = [uncaughtError];

/**
 * Parses one event of a Lambda log in any format that Lambda and its runtimes write. Lambda's own lines are recognised
 * only at the start of an event: text further down can't open or close an invocation. Never throws, and takes time
 * proportional to the length of the message.
 */
export function parseLogLine(message: RawText): LogLine {
  const text = withoutLineEnd(message);
  return usualLine(text) ?? oddLine(text);
}

/** The same for a text without a line break at its end, in any format, however unusual. */
export function oddLine(text: string): LogLine {
  if (text.startsWith('{')) return jsonLine(text) ?? logLine('app', text);
  for (const format of formatsFor(text.charAt(0))) {
    const line = format(text);
    if (line !== null) return line;
  }
  return logLine('app', text);
}

function formatsFor(first: string): readonly TextFormat[] {
  if (first >= '0' && first <= '9') return FORMATS_OF_TIME;
  if (first >= 'A' && first <= 'Z') return FORMATS_OF_WORD;
  return first === '[' ? FORMATS_OF_BRACKET : FORMATS_OF_ALL_OTHERS;
}

/** Not a regular expression: one that is anchored at the end scans a long run of line breaks again and again. */
function withoutLineEnd(text: string): string {
  let end = text.length;
  while (end > 0 && isLineEnd(text.charCodeAt(end - 1))) end -= 1;
  return end === text.length ? text : text.slice(0, end);
}

function isLineEnd(code: number): boolean {
  return code === 0x0a || code === 0x0d;
}
