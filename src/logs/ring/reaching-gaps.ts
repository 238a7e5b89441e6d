import type { EpochMs } from '../../lambda/time.ts';
import { ofLog } from '../log-order.ts';
import type { Gap, TailItem } from '../tail-item.ts';

/**
 * Gaps that began before what is in memory and reach into it: each stands in front of the oldest line, so that nobody takes
 * what is there for all that was said.
 */
export interface ReachingGaps {
  /** News of a gap that was moved, for the row where it stands now; others as they are. */
  placed<Item extends TailItem>(item: Item): Item;
  /** Of gaps that made room, those that reach to `oldestMs` or behind it, moved there. */
  moved(gone: readonly Gap[], oldestMs: EpochMs): readonly Gap[];
}

export function createReachingGaps(): ReachingGaps {
  /** Where each stands now, by its log and by when it began. */
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
        // Of one log two can't reach into memory: the later one does.
        if (isReaching(gap, oldestMs)) byLog.set(ofLog(gap), gap);
      }
      return [...byLog.values()].map((gap) => {
        starts.set(keyOf(gap), oldestMs - 1);
        return { ...gap, startMs: oldestMs - 1, beganMs: beganOf(gap) };
      });
    },
  };
}

/** What was read again in the end is there: of that the lines in memory lack nothing. */
function isReaching({ endMs, missing }: Gap, oldestMs: EpochMs): boolean {
  return endMs === null || (endMs >= oldestMs && missing !== undefined);
}
