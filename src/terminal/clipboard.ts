import type { Environment } from './environment.ts';
import type { SafeText } from './text.ts';

/**
 * Who takes what is copied. `terminal`: the terminal itself, over SSH too. `tmux`: tmux, which passes it on where it is
 * told to. `none`: nobody, so that nothing is written.
 */
export type Clipboard = 'terminal' | 'tmux' | 'none';

/** @see https://github.com/tmux/tmux/wiki/Clipboard */
export function clipboardOf({ TERM, TMUX, STY }: Environment): Clipboard {
  if (TMUX !== undefined && TMUX !== '') return 'tmux';
  // The console of Linux prints what it does not know, and GNU screen keeps it for itself.
  const isDeaf = TERM === undefined || TERM === 'dumb' || TERM === 'linux' || TERM.startsWith('screen');
  return isDeaf || (STY !== undefined && STY !== '') ? 'none' : 'terminal';
}

/** Terminals take about 100,000 bytes of base64 at once, and some nothing at all of what is longer. */
export const MOST_COPIED_BYTES = 70_000;

/** As many whole lines as a clipboard takes; of a single line, as much of it. */
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
  // A character that is cut in two is left out.
  return new TextDecoder().decode(bytes, { stream: true });
}

/**
 * What makes a terminal put `text` on the clipboard. It moves no cursor and draws nothing.
 *
 * @see https://invisible-island.net/xterm/ctlseqs/ctlseqs.html#h3-Operating-System-Commands OSC 52
 */
export function copySequence(text: string): string {
  return `\x1b]52;c;${Buffer.from(text).toString('base64')}\x1b\\`;
}
