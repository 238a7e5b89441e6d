import type { LogLine } from '../../lambda/line/log-line.ts';
import { isErrorLine, outcomeOf } from '../../lambda/line/outcome.ts';
import type { RawText } from '../../terminal/text.ts';
import { saidBy } from '../failures/failure.ts';
import { rootErrorOf } from '../failures/root-error.ts';

/** Of a stack trace, only the error matters, not its path. */
const LONGEST_MINED = 1_000;
/** A mark that occurs in no log and can't be searched for: the texts on either side may be far apart in the line. */
const ROOT_MARK = ' — ';
/** As in the rows of the calls, and apart from an application that says just that. */
export const TIMEOUT_WORDS = 'timeout, cut off by Lambda';

/** The text used to find a message's pattern; null for Lambda's own lines, which are known by their kind. */
export function minedWords(line: LogLine): string | null {
  if (line.kind !== 'app' && line.kind !== 'failure') return null;
  const start = saidBy(line).slice(0, LONGEST_MINED);
  const end = start.search(/[\r\n]/);
  return end < 0 ? start : start.slice(0, end);
}

/**
 * The same with timeouts, by whichever line tells of one: REPORT alone in the logs of today, and where a failed call is
 * told as nothing else, no words of its code explain it.
 */
export function minedWithTimeout(line: LogLine): string | null {
  return outcomeOf(line) === 'timeout' ? TIMEOUT_WORDS : minedWords(line);
}

/** The same with the root error of a line: a logger's own words are often the same for every error. */
export function minedWithRoot(line: LogLine, message: RawText): string | null {
  const words = minedWords(line);
  if (words === null || !isErrorLine(line)) return words;
  const root = rootErrorOf(message);
  if (root === null || words.includes(root)) return words;
  return root.includes(words) ? root : `${words}${ROOT_MARK}${root}`;
}
