import type { EpochMs } from '../../lambda/time.ts';
import type { Stretch } from '../runs-under-way.ts';
import type { TailItem } from '../tail-item.ts';

const NONE_AHEAD = Number.NEGATIVE_INFINITY;

/**
 * Tells for each batch of one log to which stretch it belongs; null where something is left out of it. A gap ends a
 * stretch even if no line comes within it, and so do lines that are read ahead: before the reading has passed them, a
 * run may have ended among them whose earlier lines are still to come.
 */
export function createWholeReading(): (items: readonly TailItem[]) => Stretch | null {
  const open = new Set<EpochMs>();
  let aheadMs: EpochMs = NONE_AHEAD;
  let stretch: Stretch = 0;
  return (items) => {
    let isBroken = false;
    for (const item of items) {
      if (item.type === 'gap') {
        isBroken = true;
        if (item.endMs === null) open.add(item.startMs);
        else open.delete(item.startMs);
      } else if (item.type === 'event' && item.isAhead === true) {
        isBroken = true;
        aheadMs = Math.max(aheadMs, item.event.timestampMs);
      }
    }
    if (aheadMs !== NONE_AHEAD) {
      const passing = items.flatMap((item) =>
        item.type === 'event' && item.isAhead !== true ? item.event.timestampMs : [],
      );
      isBroken ||= passing.some((timeMs) => timeMs <= aheadMs);
      if (passing.some((timeMs) => timeMs > aheadMs)) aheadMs = NONE_AHEAD;
    }
    if (!isBroken && open.size === 0) return stretch;
    stretch += 1;
    return null;
  };
}
