import type { Line } from '../../terminal/line.ts';
import { strong, words } from '../../terminal/words.ts';
import type { Cause } from '../cause/cause.ts';
import { percentOfUse, wholePercent } from './amount-words.ts';
import { usedLimitWords } from './limit-words.ts';
import { untilText } from './time-words.ts';

/** What makes a row critical, whose pain only warns: with its limit, and in a few words. */
interface CriticalWords {
  readonly says: Line;
  readonly short: Line;
}

/** Null where the cause itself is as bad as the row. */
export function criticalWords({ criticalBy }: Cause): CriticalWords | null {
  switch (criticalBy?.rule) {
    case undefined:
      return null;
    case 'use': {
      const used = strong(percentOfUse(criticalBy.limit));
      return {
        says: words`uses ${used} of ${usedLimitWords(criticalBy.limit)}`,
        short: words`uses ${used} of its limit`,
      };
    }
    case 'eta': {
      const soon = strong(untilText(criticalBy.eta));
      return {
        says: words`meets ${usedLimitWords(criticalBy.limit)} ${soon}`,
        short: words`meets its limit ${soon}`,
      };
    }
    case 'timeout': {
      const near = timeoutShareWords(criticalBy.share);
      return { says: near, short: near };
    }
  }
}

export function timeoutShareWords(share: number): Line {
  return words`takes up to ${strong(wholePercent(share))} of its timeout`;
}

/** A pain that only warns does not explain a critical row: it stands behind what does, which alone is in bold. */
export function begunWith(critical: Line, pain: Line): Line {
  return [...critical, ...words`; `, ...pain.map(({ bold: _, ...span }) => span)];
}
