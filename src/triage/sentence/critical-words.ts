import type { Line } from '../../terminal/line.ts';
import { inTense, type Tense } from '../../terminal/tense.ts';
import { strong, words } from '../../terminal/words.ts';
import type { Cause } from '../cause/cause.ts';
import { percentOfUse, wholePercent } from './amount-words.ts';
import { usedLimitWords } from './limit-words.ts';
import { foreseen, untilText } from './time-words.ts';

/** What makes a row critical, whose pain only warns: with its limit, and in a few words. */
interface CriticalWords {
  readonly says: Line;
  readonly short: Line;
}

/** Null where the cause itself is as bad as the row. */
export function criticalWords({ criticalBy }: Cause, tense: Tense): CriticalWords | null {
  switch (criticalBy?.rule) {
    case undefined:
      return null;
    case 'use': {
      const used = words`${inTense(tense, 'uses', 'used')} ${strong(percentOfUse(criticalBy.limit))}`;
      return {
        says: words`${used} of ${usedLimitWords(criticalBy.limit)}`,
        short: words`${used} of its limit`,
      };
    }
    case 'eta': {
      const { eta } = criticalBy;
      const meets = foreseen(eta, tense, ['meets', 'met', 'was to meet']);
      const soon = strong(untilText(eta, tense));
      return {
        says: words`${meets} ${usedLimitWords(criticalBy.limit)} ${soon}`,
        short: words`${meets} its limit ${soon}`,
      };
    }
    case 'timeout': {
      const near = timeoutShareWords(criticalBy.share, tense);
      return { says: near, short: near };
    }
  }
}

export function timeoutShareWords(share: number, tense: Tense): Line {
  return words`${inTense(tense, 'takes', 'took')} up to ${strong(wholePercent(share))} of its timeout`;
}

/** A pain that only warns does not explain a critical row: it stands behind what does, which alone is in bold. */
export function begunWith(critical: Line, pain: Line): Line {
  return [...critical, ...words`; `, ...pain.map(({ bold: _, ...span }) => span)];
}
