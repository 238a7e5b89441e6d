/** Where a line of Lambda about a run begins, or an uncaught exception as Python's runtime writes it. */
const HEAD = /^(?:(?:START|REPORT|INIT_REPORT|RESTORE_REPORT|RequestId:)[ \t]|\[(?:ERROR|FAIL)\] )/;
/** Behind a time and a request id. */
const TIMED_OUT = 'Task timed out after';
const TIMED_OUT_AT = 'YYYY-MM-DDThh:mm:ss.mmmZ xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx '.length;
/** An error's class in JSON, or the first frame of a stack trace in .NET and in Java. */
const ERROR = /errorType|\n(?: {3}|\t)at /;
/** In a JSON line also an event of Lambda, or a character of any of these in disguise. */
const IN_JSON = /errorType|platform\.|\\(?:tat |u)/;

/**
 * Whether a message may be the START or REPORT of a run, or tell that one failed, by a look at its text. Where this is
 * false, parsing it would tell nothing of the kind; where it is true, it may or may not. Costs a fraction of parsing.
 */
export function mayTellOfRun(message: string): boolean {
  if (message.startsWith('{')) return IN_JSON.test(message);
  return HEAD.test(message) || message.startsWith(TIMED_OUT, TIMED_OUT_AT) || ERROR.test(message);
}
