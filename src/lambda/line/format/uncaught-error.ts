import { rawText } from '../../../terminal/text.ts';
import { jsonObject, textMember } from '../shape/json-object.ts';
import { type LogLine, logLine } from '../shape/log-line-shape.ts';

/** Ruby's runtime, before the error as JSON. */
const RUBY = 'Error raised from handler method\n';
/** Go's `log` package, whose lines begin with a time, before a panic in JSON. */
const GO_PANIC = /^\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d (?=\{"errorMessage":)/;
/**
 * Java's runtime: the message and class, which may be inside another exception, then the trace, which begins with both
 * again.
 */
const JAVA =
  /^[^\r\n]{0,400}: ((?:[a-z]\w{0,60}\.){1,10}[A-Z][\w$]{0,80})\r?\n\1(?::[^\r\n]{0,400})?\r?\n\tat /;
const LONGEST_JAVA_HEAD = 1_200;

/**
 * An uncaught error in the format of runtimes that write neither a level nor a request id. It is logged between START
 * and END of the failed request.
 */
export function uncaughtError(text: string): LogLine | null {
  if (text.startsWith(RUBY)) return jsonError(text, text.slice(RUBY.length));
  const panic = GO_PANIC.exec(text.slice(0, 48));
  if (panic !== null) return jsonError(text, text.slice(panic[0].length));
  const head = text.slice(0, LONGEST_JAVA_HEAD);
  const exception = head.includes('\n\tat ') ? JAVA.exec(head) : null;
  return exception?.[1] === undefined ? null : uncaught(text, exception[1]);
}

function jsonError(text: string, json: string): LogLine | null {
  const error = jsonObject(json);
  const name = error === null ? null : textMember(error, 'errorType');
  return name === null ? null : uncaught(text, name);
}

function uncaught(text: string, errorType: string): LogLine {
  return logLine('app', text, { errorType: rawText(errorType), isUncaught: true });
}
