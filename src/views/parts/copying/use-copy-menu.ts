import { useState, useSyncExternalStore } from 'react';
import { createStore } from 'zustand/vanilla';
import type { Line } from '../../../terminal/line.ts';
import type { SafeText } from '../../../terminal/text.ts';
import type { KeyTaker } from '../../keys/keys.ts';
import {
  CLOSED_MENU,
  type Copyable,
  type CopyMenu,
  type CopyOutcome,
  copiedAnswer,
  menuAfterKey,
  menuRows,
  openedMenu,
} from './copy-menu.ts';

export interface OpenCopyMenu extends KeyTaker {
  open(choices: readonly Copyable[]): void;
  /** Copies without asking. Null means nothing to copy, and a message says so. */
  copy(what: Copyable | null): void;
  /** Replaces the screen's last rows; null while the menu is closed. */
  readonly rows: readonly Line[] | null;
}

export function useCopyMenu(
  copyText: (lines: readonly SafeText[]) => CopyOutcome,
  width: number,
): OpenCopyMenu {
  // Keys may arrive faster than frames: each must see the effect of the one before.
  const [store] = useState(() => createStore<{ menu: CopyMenu }>(() => ({ menu: CLOSED_MENU })));
  const { menu } = useSyncExternalStore(store.subscribe, store.getState);

  const copy = (what: Copyable | null) =>
    store.setState({ menu: what === null ? openedMenu([]) : copiedAnswer(what, copyText(what.lines)) });
  return {
    rows: menuRows(menu, width),
    open: (choices) => store.setState({ menu: openedMenu(choices) }),
    copy,
    takes(press) {
      const after = menuAfterKey(store.getState().menu, press);
      store.setState({ menu: after.menu });
      if (after.chosen !== null) copy(after.chosen);
      return after.isTaken;
    },
  };
}
