import type { LogLine } from '../../lambda/line/log-line.ts';
import { isErrorLine } from '../../lambda/line/outcome.ts';
import type { RawText } from '../../terminal/text.ts';
import { saidBy } from '../failures/failure.ts';
import { rootErrorOf } from '../failures/root-error.ts';

/** Of a stack trace the error, whatever way it took. */
const LONGEST_MINED = 1_000;
/** No word of a log that could be searched for: what stands on either side of it may stand far from the other. */
const ROOT_MARK = ' — ';

/** What a message is sorted by; null for what Lambda writes: its lines are known by their kinds. */
export function minedWords(line: LogLine): string | null {
  if (line.kind !== 'app' && line.kind !== 'failure') return null;
  const start = saidBy(line).slice(0, LONGEST_MINED);
  const end = start.search(/[\r\n]/);
  return end < 0 ? start : start.slice(0, end);
}

/** The same with the error that a line wraps, or that its logger keeps beside its words: these are often the same for all that goes wrong. */
export function minedWithRoot(line: LogLine, message: RawText): string | null {
  const words = minedWords(line);
  if (words === null || !isErrorLine(line)) return words;
  const root = rootErrorOf(message);
  if (root === null || words.includes(root)) return words;
  return root.includes(words) ? root : `${words}${ROOT_MARK}${root}`;
}
