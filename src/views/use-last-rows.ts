import type { Line } from '../terminal/line.ts';
import { type OpenNotePad, useNotePad } from './function/use-note-pad.ts';
import type { KeyTaker } from './keys/keys.ts';
import type { AppSettings } from './parts/app-settings.ts';
import { type OpenCopyMenu, useCopyMenu } from './parts/copying/use-copy-menu.ts';
import { innerWidth } from './parts/frame/margin.ts';
import type { WindowSize } from './parts/frame/window-size.ts';
import type { OpenPrompt } from './prompt/use-prompt.ts';
import { signInLine } from './sign-in-line.ts';
import { type LentTerminal, useSignIn } from './use-sign-in.ts';

/** Candidates for the last rows of every screen: the command line, a note, the copy menu, or the sign-in line. */
interface OpenLastRows extends KeyTaker {
  /** Replaces the screen's last rows; null for none. */
  readonly rows: readonly Line[] | null;
  readonly menu: OpenCopyMenu;
  readonly notePad: OpenNotePad;
  renewCredentials(): Promise<void>;
}

export function useLastRows(
  given: AppSettings,
  { columns, isRoot }: WindowSize & { readonly isRoot: boolean },
  terminal: LentTerminal,
  prompt: OpenPrompt,
): OpenLastRows {
  const width = innerWidth(columns);
  const menu = useCopyMenu(given.copyText, width);
  const notePad = useNotePad(columns, given.look.glyphs.ellipsis, given.now, (says) =>
    prompt.say(says, false),
  );
  const { unusable, renew } = useSignIn(given.signIn, terminal, prompt.say);
  const typed = prompt.rows ?? (notePad.line && [notePad.line]);
  const signInRows = unusable && [signInLine(unusable, given.look.keymap, { width, isRoot })];
  return {
    rows: typed ?? menu.rows ?? signInRows,
    takes: (press) => prompt.takes(press) || notePad.takes(press) || menu.takes(press),
    menu,
    notePad,
    renewCredentials: renew,
  };
}
