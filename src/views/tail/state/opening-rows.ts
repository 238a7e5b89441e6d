import type { LogTail } from '../../../monitor/log/tail/log-tail.ts';
import { rowChoice } from './tail-choice.ts';
import { FOLLOWING } from './tail-state.ts';

/**
 * Selects the rows with which the log screen opens. To be called before it is drawn: a selection is published, and
 * would draw other screens of the log in the middle of this one. In a large log, the selection goes on in slices.
 */
export function selectOpeningRows(tail: Pick<LogTail, 'show' | 'chooseMore' | 'patterns'>): void {
  tail.show(rowChoice(FOLLOWING.choice, tail.patterns.currentId));
  const chooseOn = () => {
    // lmon need not stay for it.
    setImmediate(() => {
      if (tail.chooseMore()) chooseOn();
    }).unref();
  };
  chooseOn();
}
