import type { LogLine } from '../../lambda/line/log-line.ts';
import { isErrorLine, outcomeOf } from '../../lambda/line/outcome.ts';
import type { RawText } from '../../terminal/text.ts';
import { saidBy } from '../failures/failure.ts';
import { rootErrorOf } from '../failures/root-error.ts';
import type { SilentEnd } from '../queries/failure-pattern.ts';

/** Of a stack trace, only the error matters, not its path. */
const LONGEST_MINED = 1_000;
/** A mark that occurs in no log and can't be searched for: the texts on either side may be far apart in the line. */
const ROOT_MARK = ' — ';
/** Apart from an application that says just that. */
const SILENT_ENDS: readonly (readonly [end: SilentEnd, words: string])[] = [
  ['timeout', 'timeout, cut off by Lambda'],
  ['outOfMemory', 'out of memory, says Lambda'],
  ['crash', 'process exited, says Lambda'],
];

/** The text used to find a message's pattern; null for Lambda's own lines, which are known by their kind. */
export function minedWords(line: LogLine): string | null {
  if (line.kind !== 'app' && line.kind !== 'failure') return null;
  const start = saidBy(line).slice(0, LONGEST_MINED);
  const end = start.search(/[\r\n]/);
  return end < 0 ? start : start.slice(0, end);
}

/**
 * The same with the ends that Lambda tells of, by whichever line: in the logs of today REPORT alone, and no words of
 * the code explain the failed call.
 */
export function minedWithEnd(line: LogLine): string | null {
  if (line.kind === 'app') return minedWords(line);
  const outcome = outcomeOf(line);
  return SILENT_ENDS.find(([end]) => end === outcome)?.[1] ?? minedWords(line);
}

/** The end that the words of a pattern stand for; null if they are of a line. */
export function silentEndOf(mined: string): SilentEnd | null {
  return SILENT_ENDS.find(([, words]) => words === mined)?.[0] ?? null;
}

/** The same with the root error of a line: a logger's own words are often the same for every error. */
export function minedWithRoot(line: LogLine, message: RawText): string | null {
  const words = minedWords(line);
  if (words === null || !isErrorLine(line)) return words;
  const root = rootErrorOf(message);
  if (root === null || words.includes(root)) return words;
  return root.includes(words) ? root : `${words}${ROOT_MARK}${root}`;
}
