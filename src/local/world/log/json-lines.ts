import type { LogFormat } from './log-format.ts';
import type { StoryException } from './log-story.ts';
import { goLine, javaError } from './text-lines.ts';

type JsonLines = LogFormat['application'];

/** The application lines of a runtime in JSON format. */
export function jsonLinesOf(runtime: string): JsonLines {
  if (runtime.startsWith('python') || runtime.startsWith('ruby')) return flatEvent;
  if (runtime.startsWith('java')) return javaEvent;
  if (runtime.startsWith('dotnet')) return dotnetEvent;
  // For a custom runtime only Lambda's own lines become JSON.
  if (runtime.startsWith('provided')) return goLine;
  return nodeEvent;
}

const nodeEvent: JsonLines = (atMs, requestId, line) => {
  const { level, exception } = line;
  return JSON.stringify({
    timestamp: new Date(atMs).toISOString(),
    level,
    ...(requestId === null ? {} : { requestId }),
    message: exception === undefined ? line.message : nodeError(exception),
    ...line.fields,
  });
};

function nodeError({ type, message, frames }: StoryException): object {
  return { errorType: type, errorMessage: message, stackTrace: [`${type}: ${message}`, ...frames] };
}

/** Python and Ruby log an uncaught exception without a message of its own. */
const flatEvent: JsonLines = (atMs, requestId, line) => {
  const { level, exception } = line;
  const time = new Date(atMs).toISOString();
  const id = requestId === null ? {} : { requestId };
  if (exception !== undefined) {
    const { type, message, frames } = exception;
    const timestamp = time.slice(0, 19);
    return JSON.stringify({
      timestamp,
      level,
      errorMessage: message,
      errorType: type,
      ...id,
      stackTrace: frames,
    });
  }
  const levelName = level === 'WARN' ? 'WARNING' : level;
  return JSON.stringify({
    timestamp: time,
    level: levelName,
    message: line.message,
    logger: 'root',
    ...id,
    ...line.fields,
  });
};

const javaEvent: JsonLines = (atMs, requestId, { level, message, exception, fields }) =>
  JSON.stringify({
    timestamp: new Date(atMs).toISOString(),
    level,
    message: exception === undefined ? message : javaError(exception),
    ...(requestId === null ? {} : { AWSRequestId: requestId }),
    ...fields,
  });

const DOTNET_LEVELS = { DEBUG: 'Debug', INFO: 'Information', WARN: 'Warning', ERROR: 'Error' } as const;

const dotnetEvent: JsonLines = (atMs, requestId, { level, message, exception, fields }) =>
  JSON.stringify({
    timestamp: new Date(atMs).toISOString(),
    level: DOTNET_LEVELS[level],
    ...(requestId === null ? {} : { requestId }),
    message: exception?.message ?? message,
    ...fields,
    ...(exception === undefined
      ? {}
      : { errorType: exception.type, errorMessage: exception.message, stackTrace: exception.frames }),
  });
