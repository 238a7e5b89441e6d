import { type EpochMs, SECOND_MS } from '../../lambda/time.ts';
import type { PaceNotice } from '../tail-item.ts';

/** Notices that AWS takes its time: no call fails, and lines come late for a reason that nobody sees. */
export interface SlowAnswers {
  /** An answer came, after so long. */
  after(tookMs: number, nowMs: EpochMs): readonly PaceNotice[];
}

/** Slower than any page of a megabyte that is on its way. */
const SLOW_MS = 5 * SECOND_MS;
const QUICK_MS = 2 * SECOND_MS;
/** One alone may be chance. */
const IN_A_ROW = 2;

export function createSlowAnswers(): SlowAnswers {
  let isSlow = false;
  /** Answers in a row that were otherwise. */
  let others = 0;
  return {
    after(tookMs, nowMs) {
      const isOther = isSlow ? tookMs <= QUICK_MS : tookMs >= SLOW_MS;
      others = isOther ? others + 1 : 0;
      if (others < IN_A_ROW) return [];
      others = 0;
      isSlow = !isSlow;
      return [{ type: 'notice', kind: isSlow ? 'slow' : 'quick', atMs: nowMs, tookMs }];
    },
  };
}
