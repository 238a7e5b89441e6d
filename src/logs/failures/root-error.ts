import { asJsonObject, type JsonObject, jsonObject, member } from '../../lambda/line/shape/json-object.ts';
import { type RawText, rawText } from '../../terminal/text.ts';
import { ownCopy } from '../own-copy.ts';

/** Members in which loggers and runtimes keep an error or its trace. */
const ERROR_NAMES = [
  'err',
  'error',
  'exception',
  'exc_info',
  'cause',
  'stack',
  'stack_trace',
  'stackTrace',
  'stacktrace',
  '@x',
  'error.stack_trace',
  'error.message',
] as const;
const MESSAGE_NAMES = ['message', 'errorMessage', 'msg'] as const;
const TYPE_NAMES = ['name', 'type', 'errorType', 'class'] as const;
const DEEPEST = 4;
const LONGEST = 300;
const LONGEST_READ = 16_384;
/** JSON is parsed as a whole or not at all; a megabyte of it would block keys for a tenth of a second. */
const LONGEST_JSON = 131_072;

/** How Java, .NET and Node.js introduce the cause of an error. */
const WRAPPED = /(?:^|\n)[ \t]*(?:Caused by: |\[cause\]: |---> |caused by: )([^\r\n]+)/g;
/** Python writes the innermost error first, and after an empty line and one of these the error that wraps it. */
const PYTHON_CHAIN =
  /\n(?:The above exception was the direct cause of|During handling of the above exception)/g;
const RUBY = 'Error raised from handler method\n';
const RUBY_CLASS = /^Function<([^<>]{1,200})>/;
const TRACEBACK = 'Traceback (most recent call last):';

/**
 * The innermost error of a log line beyond its first line: wrapped by an exception, or kept by the logger in a member
 * of its own. Null without one. Reads the first 16,384 characters of text, and JSON up to 131,072; longer JSON gives
 * null. Takes time in proportion to what is read.
 */
export function rootErrorOf(message: RawText): RawText | null {
  const text = message.slice(0, LONGEST_READ);
  const object = text.startsWith('{') ? jsonWithin(message) : null;
  const root = object === null ? (rubyErrorOf(message) ?? innermostOf(text)) : errorIn(object, 0);
  return root === null || root === '' ? null : ownCopy(rawText(root.slice(0, LONGEST)));
}

function jsonWithin(text: string): JsonObject | null {
  return text.length > LONGEST_JSON ? null : jsonObject(text);
}

/** The first line of Ruby's runtime only says that there was an error, and calls its class a function. */
export function rubyErrorOf(message: string): string | null {
  const error = message.startsWith(RUBY) ? jsonWithin(message.slice(RUBY.length)) : null;
  return error === null ? null : (nameOf(error)?.replace(RUBY_CLASS, '$1') ?? null);
}

function errorIn(object: JsonObject, depth: number): string | null {
  if (depth === DEEPEST) return null;
  const traces: string[] = [];
  let told: string | null = null;
  for (const name of ERROR_NAMES) {
    const value = member(object, name);
    if (typeof value === 'string') traces.push(value);
    else if (Array.isArray(value)) traces.push(value.filter((line) => typeof line === 'string').join('\n'));
    else {
      const error = asJsonObject(value);
      if (error !== null) told = errorIn(error, depth + 1) ?? nameOf(error) ?? told;
    }
  }
  const inMessage = asJsonObject(member(object, 'message'));
  const deeper = inMessage === null ? null : errorIn(inMessage, depth + 1);
  const wrapped = traces
    .map((trace) => innermostOf(trace.slice(0, LONGEST_READ)))
    .find((each) => each !== null);
  return wrapped ?? deeper ?? told ?? traces.map(headOf).find((head) => head !== null) ?? null;
}

function nameOf(error: JsonObject): string | null {
  const type = firstText(error, TYPE_NAMES);
  const says = firstText(error, MESSAGE_NAMES);
  if (says === null) return type;
  return type === null ? says : `${type}: ${says}`;
}

function firstText(object: JsonObject, names: readonly string[]): string | null {
  for (const name of names) {
    const value = member(object, name);
    if (typeof value === 'string' && value !== '') return value;
  }
  return null;
}

function innermostOf(text: string): string | null {
  return chainedBefore(text) ?? [...text.matchAll(WRAPPED)].at(-1)?.[1]?.trim() ?? null;
}

/** The line before the empty one; a single expression for both would try each character of a long line as a start. */
function chainedBefore(text: string): string | null {
  for (const { index } of text.matchAll(PYTHON_CHAIN)) {
    const before = text.slice(0, index).trimEnd();
    if (before !== '' && text.slice(before.length, index).includes('\n'))
      return before.slice(before.lastIndexOf('\n') + 1).trim();
  }
  return null;
}

/** A stack frame rather than an error. */
const FRAME = /^(?:File "|at |\/\S+:\d+:in )/;

/** The error of a trace: Python writes it last, all others first; a trace of frames alone has none. */
function headOf(trace: string): string | null {
  const lines = trace.slice(0, LONGEST_READ).trim().split('\n');
  const head = (trace.startsWith(TRACEBACK) ? lines.at(-1) : lines[0])?.trim() ?? '';
  return head === '' || FRAME.test(head) ? null : head;
}
