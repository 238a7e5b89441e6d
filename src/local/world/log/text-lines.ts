import type { LogFormat } from './log-format.ts';
import type { StoryException, StoryLine } from './log-story.ts';

type TextLines = LogFormat['application'];

/** The application lines of a runtime in text format: each has its own head, and its own form of exceptions. */
export function textLinesOf(runtime: string): TextLines {
  if (runtime.startsWith('python')) return pythonLine;
  if (runtime.startsWith('java')) return javaLine;
  if (runtime.startsWith('dotnet')) return dotnetLine;
  if (runtime.startsWith('ruby')) return rubyLine;
  if (runtime.startsWith('provided')) return goLine;
  return nodeLine;
}

const nodeLine: TextLines = (atMs, requestId, line) => {
  const prefix = `${iso(atMs)}\t${requestId ?? 'undefined'}\t${line.level}\t`;
  if (line.exception === undefined) return `${prefix}${line.message}${fieldsOf(line)}\n`;
  const { type, message, frames } = line.exception;
  const stack = [`${type}: ${message}`, ...frames];
  return `${prefix}Invoke Error \t${JSON.stringify({ errorType: type, errorMessage: message, stack })}\n`;
};

const pythonLine: TextLines = (atMs, requestId, line) => {
  if (line.exception !== undefined) {
    const { type, message, frames } = line.exception;
    return [`[ERROR] ${type}: ${message}`, 'Traceback (most recent call last):', ...frames].join('\n');
  }
  const level = line.level === 'WARN' ? 'WARNING' : line.level;
  return `[${level}]\t${iso(atMs)}\t${requestId ?? ''}\t${line.message}${fieldsOf(line)}\n`;
};

const javaLine: TextLines = (atMs, requestId, line) => {
  if (line.exception !== undefined) return javaError(line.exception);
  const time = iso(atMs).slice(0, 19).replace('T', ' ');
  return `${time} ${requestId ?? '-'} ${line.level.padEnd(5)} ${line.message}${fieldsOf(line)}\n`;
};

/** The runtime's text for an uncaught exception, in either format. */
export function javaError({ type, message, frames }: StoryException): string {
  return [`${message}: ${type}`, `${type}: ${message}`, ...frames, ''].join('\n');
}

const DOTNET_LEVELS = { DEBUG: 'dbug', INFO: 'info', WARN: 'warn', ERROR: 'fail' } as const;

const dotnetLine: TextLines = (atMs, requestId, line) => {
  const level = DOTNET_LEVELS[line.level];
  const { exception } = line;
  const says =
    exception === undefined
      ? `${line.message}${fieldsOf(line)}`
      : [`${exception.type}: ${exception.message}`, ...exception.frames].join('\n');
  return `${iso(atMs)}\t${requestId ?? ''}\t${level}\t${says}\n`;
};

const rubyLine: TextLines = (atMs, requestId, line) => {
  if (line.exception !== undefined) {
    return `Error raised from handler method\n${JSON.stringify(rubyError(line.exception), null, 2)}\n`;
  }
  const time = `${iso(atMs).slice(0, 23)}456`;
  return `${line.level.charAt(0)}, [${time} #8] ${line.level.padStart(5)} ${requestId ?? ''} -- : ${line.message}${fieldsOf(line)}\n`;
};

function rubyError({ type, message, frames }: StoryException): object {
  return { errorMessage: message, errorType: `Function<${type}>`, stackTrace: frames };
}

/**
 * The standard library's logger, which has neither level nor request id. Errors returned by a handler are not logged.
 */
export const goLine: TextLines = (atMs, _, line) => {
  const time = iso(atMs).slice(0, 19).replaceAll('-', '/').replace('T', ' ');
  const { exception } = line;
  return exception === undefined
    ? `${time} ${line.message}${fieldsOf(line)}\n`
    : `${time} ${exception.message}\n`;
};

function iso(atMs: number): string {
  return new Date(atMs).toISOString();
}

function fieldsOf({ fields }: StoryLine): string {
  if (fields === undefined) return '';
  return Object.entries(fields)
    .map(([name, value]) => ` ${name}=${value}`)
    .join('');
}
