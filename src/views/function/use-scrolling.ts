import { useRef, useState } from 'react';
import { safe } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import type { Action } from '../keys/key-action.ts';
import type { KeyBinding } from '../keys/key-binding.ts';
import { keyOf } from '../keys/key-label.ts';
import { lastStep, type ScrolledSections, stepAfter } from '../parts/sections/scrolled-sections.ts';

/** What is said where there is nothing to scroll to. */
export function allShown(keymap: readonly KeyBinding[], pages: number): SafeText {
  if (pages === 1) return safe`all is shown`;
  return safe`all of this page is shown; ${keyOf('nextPane', keymap)} leads to others`;
}

interface Scrolling {
  /** By how many rows the user has scrolled on a page: another one is seen from its start. */
  stepOn(page: string): number;
  /** What a key does to it; `whole` where there is nothing to scroll to, null where it is no key that scrolls. */
  after(action: Action, page: string, scrolled: ScrolledSections | null): 'moved' | 'whole' | null;
}

export function useScrolling(): Scrolling {
  const [shown, show] = useState({ page: '', step: 0 });
  // Keys typed faster than frames are drawn must each see what the one before has done.
  const latest = useRef(shown);
  const stepOf = (of: typeof shown, page: string) => (of.page === page ? of.step : 0);
  return {
    stepOn: (page) => stepOf(shown, page),
    after(action, page, scrolled) {
      const given = scrolled ?? { sections: [], width: 0, height: 1 };
      const step = stepAfter(action, stepOf(latest.current, page), given);
      if (step === null) return null;
      if (lastStep(given) === 0) return 'whole';
      latest.current = { page, step };
      show(latest.current);
      return 'moved';
    },
  };
}
