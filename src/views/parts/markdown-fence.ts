import { safeText } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';

/** Lines as a block of code in Markdown, in a fence that is longer than any within. */
export function fenced(lines: readonly SafeText[]): readonly SafeText[] {
  const longest = Math.max(2, ...lines.map((line) => /^ *(~+)/.exec(line)?.[1]?.length ?? 0));
  const fence = safeText('~'.repeat(longest + 1));
  return [fence, ...lines, fence];
}
