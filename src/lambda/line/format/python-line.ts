import { rawText } from '../../../terminal/text.ts';
import { logLevel } from '../shape/log-level.ts';
import { type LogLine, logLine } from '../shape/log-line-shape.ts';
import { requestId } from '../shape/request-id.ts';

const LEVEL = /^\[([A-Z]{4,8})\]([\t ])/;
const REST_OF_HEAD = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?Z\t([0-9a-f-]{36})?\t/;
const ERROR_TYPE = /^([A-Za-z_][\w.]{0,99}): /;
const LONGEST_HEAD = 96;
const LONGEST_TYPE = 102;

/** `[LEVEL]⇥time⇥request id⇥text` of Python's logging, and `[ERROR] Type: text` of an uncaught exception. */
export function pythonLine(text: string): LogLine | null {
  const start = LEVEL.exec(text.slice(0, 12));
  const level = start?.[1] === undefined ? null : logLevel(start[1]);
  if (start === null || level === null) return null;
  const behindLevel = text.slice(start[0].length);
  if (start[2] === ' ') {
    const errorType = level === 'ERROR' ? typeOf(behindLevel) : null;
    return logLine('app', behindLevel, { level, errorType, isUncaught: errorType !== null });
  }
  const rest = REST_OF_HEAD.exec(behindLevel.slice(0, LONGEST_HEAD));
  if (rest === null) return null;
  return logLine('app', behindLevel.slice(rest[0].length), { level, requestId: requestId(rest[1]) });
}

function typeOf(message: string): LogLine['errorType'] {
  const name = ERROR_TYPE.exec(message.slice(0, LONGEST_TYPE))?.[1];
  return name === undefined ? null : rawText(name);
}
