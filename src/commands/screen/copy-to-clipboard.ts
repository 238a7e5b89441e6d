import { clipboardOf, copiedText, copySequence } from '../../terminal/clipboard.ts';
import type { SafeText } from '../../terminal/text.ts';
import type { CopyOutcome } from '../../views/parts/copying/copy-menu.ts';

/**
 * Sends lines to the terminal's clipboard, which works over SSH too. Written in one piece between frames, it leaves the
 * screen unchanged.
 */
export function copyToClipboard(lines: readonly SafeText[]): CopyOutcome {
  const taker = clipboardOf(process.env);
  const text = copiedText(lines);
  if (taker !== 'none') process.stdout.write(copySequence(text));
  return { taker, isCut: text.length < lines.join('\n').length };
}
