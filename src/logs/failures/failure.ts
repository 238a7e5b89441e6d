import type { LogLine } from '../../lambda/line/log-line.ts';
import { isErrorLine, isStartCutOff, outcomeOf } from '../../lambda/line/outcome.ts';
import { type RawText, rawText } from '../../terminal/text.ts';
import { ownCopy } from '../own-copy.ts';
import { rubyErrorOf } from './root-error.ts';

/**
 * How an invocation went wrong, by what Lambda says of it; `logged` is what the code itself wrote as an error.
 * Timeouts and memory are known by outcome, never by words: logs of today no longer say "Task timed out". `startCutOff`
 * is the start of an environment that took too long; what became of its first invocation is another failure, or none.
 */
export type FailureKind = 'timeout' | 'outOfMemory' | 'ended' | 'logged' | 'startCutOff';

export interface Failure {
  readonly kind: FailureKind;
  readonly requestId: RawText | null;
  /** What it says of itself: the first line of the message, or the name of the error. */
  readonly says: RawText;
  /** The innermost error that it tells, where `says` is not it: what an exception wraps, or what a logger keeps apart. */
  readonly root?: RawText;
  /**
   * Of what is logged, where it is an exception: whether nobody caught it, or nobody can tell. Lambda's own lines say
   * nothing of a handler that throws.
   */
  readonly exception?: 'uncaught' | 'maybeCaught';
}

const LONGEST = 300;

/** What went wrong, as one log line tells it; null for a line that tells no failure. */
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

/** What an error says: of what Ruby's runtime writes, what its first line leaves to the lines behind it. */
export function saidBy({ text, isUncaught }: Pick<LogLine, 'text' | 'isUncaught'>): RawText {
  const told = isUncaught ? rubyErrorOf(text) : null;
  return told === null ? text : rawText(told);
}

/** Of a message or of the name of an error, which whoever throws it chooses. */
function firstLine(text: RawText): RawText {
  const end = text.slice(0, LONGEST).search(/[\r\n]/);
  return ownCopy(text.slice(0, end < 0 ? LONGEST : end));
}
