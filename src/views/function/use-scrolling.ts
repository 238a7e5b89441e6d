import { useRef, useState } from 'react';
import { safe } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import type { Action } from '../keys/key-action.ts';
import type { KeyBinding } from '../keys/key-binding.ts';
import { keyOf } from '../keys/key-label.ts';
import { lastStep, type ScrolledSections, stepAfter } from '../parts/scrolled-sections.ts';

/** What is said where there is nothing to scroll to. */
export function allShown(keymap: readonly KeyBinding[], pages: number): SafeText {
  if (pages === 1) return safe`all is shown`;
  return safe`all of this page is shown; ${keyOf('nextPane', keymap)} leads to others`;
}

interface Scrolling {
  /** By how many rows the user has scrolled. */
  readonly step: number;
  /** What a key does to it; `whole` where there is nothing to scroll to, null where it is no key that scrolls. */
  after(action: Action, scrolled: ScrolledSections | null): 'moved' | 'whole' | null;
}

/** @param subject what is shown: another one is seen from its start */
export function useScrolling(subject: string): Scrolling {
  const [shown, show] = useState({ subject, step: 0 });
  // Keys typed faster than frames are drawn must each see what the one before has done.
  const latest = useRef(shown);
  const stepOf = (of: typeof shown) => (of.subject === subject ? of.step : 0);
  return {
    step: stepOf(shown),
    after(action, scrolled) {
      const given = scrolled ?? { sections: [], width: 0, height: 1 };
      const step = stepAfter(action, stepOf(latest.current), given);
      if (step === null) return null;
      if (lastStep(given) === 0) return 'whole';
      latest.current = { subject, step };
      show(latest.current);
      return 'moved';
    },
  };
}
