import type { LogLine } from '../../lambda/line/log-line.ts';
import { isErrorLine, isStartCutOff, outcomeOf } from '../../lambda/line/outcome.ts';
import { type RawText, rawText } from '../../terminal/text.ts';
import { ownCopy } from '../own-copy.ts';
import { rubyErrorOf } from './root-error.ts';

/**
 * How an invocation went wrong, according to Lambda; `logged` is an error that the code logged. Timeouts and
 * out-of-memory are recognised by outcome, never by text: current logs no longer say "Task timed out". `startCutOff` is
 * an init that took too long; whether its first invocation failed is a separate matter.
 */
export type FailureKind = 'timeout' | 'outOfMemory' | 'ended' | 'logged' | 'startCutOff';

export interface Failure {
  readonly kind: FailureKind;
  readonly requestId: RawText | null;
  /** The first line of its message, or the name of the error. */
  readonly says: RawText;
  /**
   * The innermost error, where it differs from `says`: wrapped by an exception, or kept in a separate member by a
   * logger.
   */
  readonly root?: RawText;
  /**
   * Set for logged exceptions: whether it was uncaught, or whether that is unknown. Lambda's own lines don't report a
   * handler that throws.
   */
  readonly exception?: 'uncaught' | 'maybeCaught';
}

const LONGEST = 300;

/** The failure that a log line reports; null for a line without one. */
export function failureOf(line: LogLine): Failure | null {
  const { report, errorType, requestId } = line;
  const named = errorType === null ? null : firstLine(errorType);
  if (isStartCutOff(line)) return { kind: 'startCutOff', requestId: null, says: rawText('start cut off') };
  const outcome = outcomeOf(line);
  if (outcome === 'timeout') return { kind: 'timeout', requestId, says: named ?? rawText('timeout') };
  if (outcome === 'outOfMemory')
    return { kind: 'outOfMemory', requestId, says: named ?? firstLine(line.text) };
  if (!isErrorLine(line)) return null;
  if (report !== null || line.kind === 'failure') {
    return { kind: 'ended', requestId, says: named ?? firstLine(line.text) };
  }
  if (line.kind !== 'app') return null;
  const logged = { kind: 'logged', requestId, says: firstLine(saidBy(line)) } as const;
  return errorType === null ? logged : { ...logged, exception: line.isUncaught ? 'uncaught' : 'maybeCaught' };
}

/** The text of an error; for Ruby's runtime, whose first line leaves it to the following ones, taken from there. */
export function saidBy({ text, isUncaught }: Pick<LogLine, 'text' | 'isUncaught'>): RawText {
  const told = isUncaught ? rubyErrorOf(text) : null;
  return told === null ? text : rawText(told);
}

/** For a message or an error name, which the throwing code chooses. */
function firstLine(text: RawText): RawText {
  const end = text.slice(0, LONGEST).search(/[\r\n]/);
  return ownCopy(text.slice(0, end < 0 ? LONGEST : end));
}
