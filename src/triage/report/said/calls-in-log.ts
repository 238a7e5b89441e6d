import { groupedText, utcMinute } from '../../../terminal/quantity.ts';
import { safe } from '../../../terminal/safe-text.ts';
import type { SafeText } from '../../../terminal/text.ts';
import type { LogTestimony } from '../case-file/case-file.ts';

/** How many calls a log tells of, and since when it was read: metrics count over a longer time. */
export function callsInLog(count: number, { fromMs, isComplete }: LogTestimony): SafeText {
  const calls = count === 1 ? safe`1 call` : safe`${groupedText(count)} calls`;
  return safe`${isComplete ? safe`` : safe`at least `}${calls} in its log since ${utcMinute(fromMs)}`;
}
