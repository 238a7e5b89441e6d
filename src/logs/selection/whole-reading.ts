import type { EpochMs } from '../../lambda/time.ts';
import type { TailItem } from '../tail-item.ts';

/** Tells for each batch of one log whether nothing is left out of it, or between it and the batch before. */
export function createWholeReading(): (items: readonly TailItem[]) => boolean {
  const open = new Set<EpochMs>();
  return (items) => {
    let hasGap = false;
    for (const item of items) {
      if (item.type !== 'gap') continue;
      hasGap = true;
      if (item.endMs === null) open.add(item.startMs);
      else open.delete(item.startMs);
    }
    return !hasGap && open.size === 0;
  };
}
