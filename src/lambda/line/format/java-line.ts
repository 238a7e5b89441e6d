import { logLevel } from '../shape/log-level.ts';
import { type LogLine, logLine } from '../shape/log-line-shape.ts';
import { requestId } from '../shape/request-id.ts';

const HEAD = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:[.,]\d{1,9})? ([0-9a-f-]{36}) ([A-Z]{4,5}) {1,2}/;
const LONGEST_HEAD = 96;

/** `date time request id LEVEL text`: the pattern that AWS gives for Log4j 2. */
export function javaLine(text: string): LogLine | null {
  const head = HEAD.exec(text.slice(0, LONGEST_HEAD));
  const level = head?.[2] === undefined ? null : logLevel(head[2]);
  if (head === null || level === null) return null;
  return logLine('app', text.slice(head[0].length), { level, requestId: requestId(head[1]) });
}
