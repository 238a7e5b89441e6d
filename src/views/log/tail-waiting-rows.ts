import type { SafeText } from '../../terminal/text.ts';
import { toned } from '../../terminal/words.ts';
import { wrappedLine } from '../../terminal/wrapped-line.ts';
import type { Action } from '../keys/key-action.ts';
import { bindingsOn } from '../keys/keymap.ts';
import { crumbs } from '../parts/frame/crumbs.ts';
import { footerLine } from '../parts/frame/footer.ts';
import type { FramedScreen } from '../parts/frame/framed-screen.ts';
import { innerWidth, withMargin } from '../parts/frame/margin.ts';
import { BLANK, type ScreenRow } from '../parts/frame/screen-row.tsx';
import { WIDE_SCREEN } from '../parts/frame/wide-screen.ts';
import { headerLine } from '../parts/header/header.ts';
import type { HeaderFacts } from '../parts/header/header-facts.ts';

export interface TailWaitingScene extends FramedScreen {
  readonly header: HeaderFacts;
  /** What it waits for, or why there is nothing to wait for. */
  readonly says: SafeText;
}

/** What a log that is not open, or can't be, leaves to do. */
const NEED_NO_LINE: ReadonlySet<Action> = new Set(['command', 'ownErrors', 'help', 'back', 'quit']);

/** The log screen before its log is open. */
export function tailWaitingRows(scene: TailWaitingScene): readonly ScreenRow[] {
  const { header, path, says, columns, rows, look } = scene;
  const width = innerWidth(columns);
  const keys = bindingsOn('tail', look.keymap).filter(({ action }) => NEED_NO_LINE.has(action));
  const free = Math.max(1, rows - 4);
  const said = wrappedLine([toned('dim', says)], width).slice(0, free);
  return [
    withMargin(headerLine(header, width, columns < WIDE_SCREEN, look)),
    withMargin(crumbs(path, width, look)),
    BLANK,
    ...said.map((line) => withMargin(line)),
    ...Array<ScreenRow>(free - said.length).fill(BLANK),
    withMargin(footerLine(keys, scene.isRoot, width, header.api?.recentFailures)),
  ];
}
