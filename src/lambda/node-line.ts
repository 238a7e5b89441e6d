import { rawText } from '../terminal/text.ts';
import { jsonObject, textMember } from './json-object.ts';
import { logLevel } from './log-level.ts';
import { type LogLine, logLine } from './log-line-shape.ts';
import { requestId } from './request-id.ts';

const HEAD = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z\t([0-9a-f-]{36}|undefined)?\t([A-Za-z]{4,11})\t/;
const LONGEST_HEAD = 96;

/** How the Node.js runtime titles the errors that it writes itself. */
const UNCAUGHT = ['Invoke Error \t', 'Uncaught Exception \t', 'Unhandled Promise Rejection \t'];

/** `time⇥request id⇥level⇥text`: console.log of Node.js, and .NET with its own names of levels. */
export function nodeLine(text: string): LogLine | null {
  const head = HEAD.exec(text.slice(0, LONGEST_HEAD));
  const level = head?.[2] === undefined ? null : logLevel(head[2]);
  if (head === null || level === null) return null;
  const message = text.slice(head[0].length);
  return logLine('app', message, {
    level,
    requestId: requestId(head[1]),
    errorType: level === 'ERROR' ? uncaughtType(message) : null,
  });
}

function uncaughtType(message: string): LogLine['errorType'] {
  const title = UNCAUGHT.find((start) => message.startsWith(start));
  if (title === undefined) return null;
  const error = jsonObject(message.slice(title.length));
  const name = error === null ? null : textMember(error, 'errorType');
  return name === null ? null : rawText(name);
}
