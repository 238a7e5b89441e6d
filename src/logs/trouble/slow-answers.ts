import { type EpochMs, SECOND_MS } from '../../lambda/time.ts';
import type { PaceNotice } from '../tail-item.ts';

/** Detects slow answers of AWS: no call fails, but lines come late without a visible reason. */
export interface SlowAnswers {
  /** Call after an answer, with its duration. */
  after(tookMs: number, nowMs: EpochMs): readonly PaceNotice[];
  /** Whether they are slow, and that was said. */
  readonly areSlow: boolean;
}

/** Slower than any page of a megabyte under normal conditions. */
export const SLOW_MS = 5 * SECOND_MS;
const QUICK_MS = 2 * SECOND_MS;
/** A single one may be chance. */
const IN_A_ROW = 2;

export function createSlowAnswers(): SlowAnswers {
  let isSlow = false;
  /** Consecutive answers of the opposite speed. */
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
    get areSlow() {
      return isSlow;
    },
  };
}
