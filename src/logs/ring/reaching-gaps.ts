import type { EpochMs } from '../../lambda/time.ts';
import { ofLog } from '../log-order.ts';
import type { Gap, TailItem } from '../tail-item.ts';

/**
 * Gaps that began before the lines in memory and reach into them: each is moved in front of the oldest line, so that
 * the lines do not pass for everything that was logged.
 */
export interface ReachingGaps {
  /** An update of a moved gap, at the gap's current row; other items unchanged. */
  placed<Item extends TailItem>(item: Item): Item;
  /** Of the dropped gaps, those that reach `oldestMs` or beyond, moved there. */
  moved(gone: readonly Gap[], oldestMs: EpochMs): readonly Gap[];
}

export function createReachingGaps(): ReachingGaps {
  /** Current place of each, by log and original start. */
  const starts = new Map<string, EpochMs>();
  const beganOf = ({ startMs, beganMs = startMs }: Gap): EpochMs => beganMs;
  const keyOf = (gap: Gap): string => `${beganOf(gap)} ${ofLog(gap)}`;

  return {
    placed(item) {
      if (item.type !== 'gap') return item;
      const startMs = starts.get(keyOf(item));
      return startMs === undefined ? item : { ...item, startMs, beganMs: beganOf(item) };
    },
    moved(gone, oldestMs) {
      const byLog = new Map<string, Gap>();
      for (const gap of gone) {
        starts.delete(keyOf(gap));
        // Of one log only one gap can reach into memory: the later one.
        if (isReaching(gap, oldestMs)) byLog.set(ofLog(gap), gap);
      }
      return [...byLog.values()].map((gap) => {
        starts.set(keyOf(gap), oldestMs - 1);
        return { ...gap, startMs: oldestMs - 1, beganMs: beganOf(gap) };
      });
    },
  };
}

/** A gap that was read again in the end leaves no lines missing in memory. */
function isReaching({ endMs, missing }: Gap, oldestMs: EpochMs): boolean {
  return endMs === null || (endMs >= oldestMs && missing !== undefined);
}
