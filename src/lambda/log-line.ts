import type { RawText } from '../terminal/text.ts';
import { javaLine } from './java-line.ts';
import { jsonLine } from './json-line.ts';
import { type LogLine, logLine } from './log-line-shape.ts';
import { nodeLine } from './node-line.ts';
import { platformLine } from './platform-line.ts';
import { pythonLine } from './python-line.ts';
import { rubyLine } from './ruby-line.ts';
import { runtimeFailure } from './runtime-failure.ts';

export type { LogLine, LogLineKind } from './log-line-shape.ts';

/** Each reads one text format and answers null to all others. */
const TEXT_FORMATS: readonly ((text: string) => LogLine | null)[] = [
  platformLine,
  nodeLine,
  pythonLine,
  rubyLine,
  javaLine,
  runtimeFailure,
];

/**
 * Reads one event of a Lambda log in any format that Lambda and its runtimes write. What Lambda itself says is
 * recognised only where the event starts: text further down can't open or close an invocation. Never throws, and
 * costs time in proportion to the length of the message.
 */
export function parseLogLine(message: RawText): LogLine {
  const text = withoutLineEnd(message);
  if (text.startsWith('{')) return jsonLine(text) ?? logLine('app', text);
  for (const format of TEXT_FORMATS) {
    const line = format(text);
    if (line !== null) return line;
  }
  return logLine('app', text);
}

/** Not a regular expression: one that is anchored at the end scans a long run of line breaks again and again. */
function withoutLineEnd(text: string): string {
  let end = text.length;
  while (end > 0 && isLineEnd(text.charCodeAt(end - 1))) end -= 1;
  return text.slice(0, end);
}

function isLineEnd(code: number): boolean {
  return code === 0x0a || code === 0x0d;
}
