import { safeText } from '../../../terminal/safe-text.ts';
import type { SafeText } from '../../../terminal/text.ts';

/** Lines as a Markdown code block, with a fence longer than any inside. */
export function fenced(lines: readonly SafeText[]): readonly SafeText[] {
  const longest = Math.max(2, ...lines.map((line) => /^ *(~+)/.exec(line)?.[1]?.length ?? 0));
  const fence = safeText('~'.repeat(longest + 1));
  return [fence, ...lines, fence];
}
