import { clipboardOf, copiedText, copySequence } from '../../terminal/clipboard.ts';
import type { SafeText } from '../../terminal/text.ts';
import type { CopyOutcome } from '../../views/parts/copy-menu.ts';

/**
 * Hands lines to the terminal for its clipboard, which is the person's own over SSH too. Written at once between two
 * frames, it leaves the screen as it is.
 */
export function copyToClipboard(lines: readonly SafeText[]): CopyOutcome {
  const taker = clipboardOf(process.env);
  const text = copiedText(lines);
  if (taker !== 'none') process.stdout.write(copySequence(text));
  return { taker, isCut: text.length < lines.join('\n').length };
}
