import { rawText } from '../terminal/text.ts';
import { jsonObject, textMember } from './json-object.ts';
import { logLevel } from './log-level.ts';
import { type LogLine, logLine } from './log-line-shape.ts';
import { requestId } from './request-id.ts';

const HEAD = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z\t([0-9a-f-]{36}|undefined)?\t([A-Za-z]{4,11})\t/;
const LONGEST_HEAD = 96;
const LONGEST_EXCEPTION = 800;

/** How the Node.js runtime titles the errors that it writes itself. */
const UNCAUGHT = ['Invoke Error \t', 'Uncaught Exception \t', 'Unhandled Promise Rejection \t'];

/** How .NET writes an exception: its class first, then where it was thrown. */
const DOTNET_EXCEPTION = /^([A-Z]\w{0,40}(?:\.\w{1,40}){0,8}Exception): [^\r\n]{0,400}\r?\n {3}at /;

/** `time⇥request id⇥level⇥text`: console.log of Node.js, and .NET with its own names of levels. */
export function nodeLine(text: string): LogLine | null {
  const head = HEAD.exec(text.slice(0, LONGEST_HEAD));
  const level = head?.[2] === undefined ? null : logLevel(head[2]);
  if (head === null || level === null) return null;
  const message = text.slice(head[0].length);
  const errorType = level === 'ERROR' ? uncaughtType(message) : null;
  return logLine('app', message, {
    level,
    requestId: requestId(head[1]),
    errorType,
    isUncaught: errorType !== null,
  });
}

function uncaughtType(message: string): LogLine['errorType'] {
  const title = UNCAUGHT.find((start) => message.startsWith(start));
  if (title === undefined) return rawOrNull(DOTNET_EXCEPTION.exec(message.slice(0, LONGEST_EXCEPTION))?.[1]);
  const error = jsonObject(message.slice(title.length));
  return rawOrNull(error === null ? null : textMember(error, 'errorType'));
}

function rawOrNull(name: string | null | undefined): LogLine['errorType'] {
  return name == null ? null : rawText(name);
}
