import type { Environment } from './environment.ts';
import type { SafeText } from './text.ts';

/**
 * The receiver of copied text. `terminal`: the terminal itself, over SSH too. `tmux`: tmux, which passes it on if
 * configured to. `none`: nothing, so that nothing is written.
 */
export type Clipboard = 'terminal' | 'tmux' | 'none';

/** @see https://github.com/tmux/tmux/wiki/Clipboard */
export function clipboardOf({ TERM, TMUX, STY }: Environment): Clipboard {
  if (TMUX !== undefined && TMUX !== '') return 'tmux';
  // The Linux console prints unknown sequences, and GNU screen swallows them.
  const isDeaf = TERM === undefined || TERM === 'dumb' || TERM === 'linux' || TERM.startsWith('screen');
  return isDeaf || (STY !== undefined && STY !== '') ? 'none' : 'terminal';
}

/** Terminals accept about 100,000 bytes of base64 at once, and some drop longer text completely. */
export const MOST_COPIED_BYTES = 70_000;

/** As many whole lines as a clipboard takes; of a single line, as much as fits. */
export function copiedText(lines: readonly SafeText[]): string {
  let text = '';
  for (const line of lines) {
    const longer = text === '' ? line : `${text}\n${line}`;
    if (Buffer.byteLength(longer) > MOST_COPIED_BYTES) return text === '' ? startInBytes(line) : text;
    text = longer;
  }
  return text;
}

function startInBytes(line: SafeText): string {
  const bytes = Buffer.from(line).subarray(0, MOST_COPIED_BYTES);
  // A character cut in two is dropped.
  return new TextDecoder().decode(bytes, { stream: true });
}

/**
 * The sequence that makes a terminal put `text` on the clipboard. It moves no cursor and draws nothing.
 *
 * @see https://invisible-island.net/xterm/ctlseqs/ctlseqs.html#h3-Operating-System-Commands OSC 52
 */
export function copySequence(text: string): string {
  return `\x1b]52;c;${Buffer.from(text).toString('base64')}\x1b\\`;
}
