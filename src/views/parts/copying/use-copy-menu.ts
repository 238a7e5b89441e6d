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
  /** @param onClosed called by the key that closes the menu, whether it copied anything or not */
  open(choices: readonly Copyable[], onClosed?: () => void): void;
  /** Copies without asking. Null means nothing to copy, and a message says so. */
  copy(what: Copyable | null): void;
  /** Replaces the screen's last rows; null while the menu is closed. */
  readonly rows: readonly Line[] | null;
}

interface Opened {
  readonly menu: CopyMenu;
  readonly onClosed: () => void;
}

const nothingMore = () => {};
const CLOSED: Opened = { menu: CLOSED_MENU, onClosed: nothingMore };

export function useCopyMenu(
  copyText: (lines: readonly SafeText[]) => CopyOutcome,
  width: number,
): OpenCopyMenu {
  // Keys may arrive faster than frames: each must see the effect of the one before.
  const [store] = useState(() => createStore<Opened>(() => CLOSED));
  const { menu } = useSyncExternalStore(store.subscribe, store.getState);

  const copy = (what: Copyable | null) =>
    store.setState({
      menu: what === null ? openedMenu([]) : copiedAnswer(what, copyText(what.lines)),
      onClosed: nothingMore,
    });
  return {
    rows: menuRows(menu, width),
    open: (choices, onClosed = nothingMore) => store.setState({ menu: openedMenu(choices), onClosed }),
    copy,
    takes(press) {
      const before = store.getState();
      const after = menuAfterKey(before.menu, press);
      store.setState({ menu: after.menu, onClosed: nothingMore });
      before.onClosed();
      if (after.chosen !== null) copy(after.chosen);
      return after.isTaken;
    },
  };
}
