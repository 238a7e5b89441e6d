import { rawText } from '../../../terminal/text.ts';
import { type JsonObject, jsonObject, member, textMember } from '../shape/json-object.ts';
import { logLevel } from '../shape/log-level.ts';
import { type LogLine, logLine } from '../shape/log-line-shape.ts';
import { requestId } from '../shape/request-id.ts';

const HEAD = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z\t([0-9a-f-]{36}|undefined)?\t([A-Za-z]{4,11})\t/;
const LONGEST_HEAD = 96;
const LONGEST_EXCEPTION = 800;

/** The titles of errors that the Node.js runtime writes itself. */
const UNCAUGHT = ['Invoke Error \t', 'Uncaught Exception \t', 'Unhandled Promise Rejection \t'];

/** How .NET writes an exception: its class first, then the stack trace. */
const DOTNET_EXCEPTION = /^([A-Z]\w{0,40}(?:\.\w{0,40}){0,8}Exception): [^\r\n]{0,400}\r?\n {3}at /;

/** `time⇥request id⇥level⇥text`: console.log of Node.js, and .NET with its own names of levels. */
export function nodeLine(text: string): LogLine | null {
  const head = HEAD.exec(text.slice(0, LONGEST_HEAD));
  const level = head?.[2] === undefined ? null : logLevel(head[2]);
  if (head === null || level === null) return null;
  const message = text.slice(head[0].length);
  const known = { level, requestId: requestId(head[1]) };
  const error = level === 'ERROR' ? uncaughtError(message) : null;
  if (error === null) return logLine('app', message, known);
  return logLine('app', error.says, {
    ...known,
    errorType: rawOrNull(error.type),
    isUncaught: error.type !== null,
  });
}

interface UncaughtError {
  readonly type: string | null;
  readonly says: string;
}

function uncaughtError(message: string): UncaughtError | null {
  const title = UNCAUGHT.find((start) => message.startsWith(start));
  if (title === undefined) {
    const type = DOTNET_EXCEPTION.exec(message.slice(0, LONGEST_EXCEPTION))?.[1];
    return type === undefined ? null : { type, says: message };
  }
  const error = jsonObject(message.slice(title.length));
  const type = error === null ? null : textMember(error, 'errorType');
  return { type, says: (error === null ? null : thrownText(error, type)) ?? message };
}

/** An error in the usual form: its class and message, then the stack trace. */
function thrownText(error: JsonObject, type: string | null): string | null {
  const message = textMember(error, 'errorMessage');
  if (message === null) return type;
  const head = type === null ? message : `${type}: ${message}`;
  const stack = member(error, 'stack');
  const frames = Array.isArray(stack) ? stack.filter((each) => typeof each === 'string') : [];
  return [head, ...(frames[0] === head ? frames.slice(1) : frames)].join('\n');
}

function rawOrNull(name: string | null | undefined): LogLine['errorType'] {
  return name == null ? null : rawText(name);
}
