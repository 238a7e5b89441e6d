import { areFew } from '../many-logs.ts';
import type { Gap, GapReason, ItemOfLogs, LogOrigin, TailItem } from '../tail-item.ts';
import { type CommonGap, createCommonGaps, earliestOf, laterReasonIn, logsIn } from './common-gaps.ts';
import { isOfOneLog } from './shared-trouble.ts';

/**
 * Gaps that many logs share, for reasons that may be those of one outage: each is reported once when they can't be seen, and once when they have been
 * read again.
 */
export interface SharedGap {
  /** The news of a log that is shown individually. */
  newsOf(origin: LogOrigin, items: readonly TailItem[]): readonly TailItem[];
  /** Whether logs have an unreported gap. */
  readonly isUntold: boolean;
  /** Whether one log alone has an unreported gap that others may share. */
  readonly isUntoldOfOne: boolean;
  /** Reports the next of what is pending. Null for nothing. */
  told(): ItemOfLogs | null;
}

/** An update is reported at this many times the reported number. */
const MUCH_MORE = 2;

export function createSharedGap(...reasons: readonly GapReason[]): SharedGap {
  // Permission may return for some logs and not for others, so their number is always news.
  const isDenial = reasons.includes('denied');
  const gaps = createCommonGaps(isDenial);

  const over = (origin: LogOrigin, gap: Gap | null): readonly Gap[] => {
    const own = gap === null ? [] : [gap];
    const shared = gaps.behindIn(origin);
    if (shared === undefined) return own;
    shared.behind.delete(origin.group);
    const isWhole = gap !== null && gap.missing === undefined;
    if (isWhole) shared.whole.set(origin.group, { origin, gap });
    shared.throughMs = Math.max(shared.throughMs, gap?.endMs ?? shared.throughMs);
    if (gap !== null) shared.firstOverMs ??= gap.endMs;
    const lacking = isWhole && shared.alone !== origin.group ? [] : own;
    if (shared.behind.size > 0) {
      shared.isUntold ||= isDenial;
      return lacking;
    }
    if (shared.goesOn) {
      // More logs may notice it as late: their ends are reported together.
      shared.isUntold = true;
      return lacking;
    }
    const all = gaps.end(shared);
    // Not reported: a single log is best reported on its own.
    return isOfOneLogAlone(shared, isWhole) ? own : [...lacking, all];
  };

  const overAgain = (shared: CommonGap): ItemOfLogs | null => {
    const [group] = shared.whole.keys();
    const item = gaps.end(shared);
    return group === undefined ? null : { group, item };
  };

  /** A log that may never be read again: the others do not wait for it. */
  const apart = (origin: LogOrigin, item: TailItem): readonly TailItem[] => {
    if (isDenial) return [item];
    const shared = gaps.behindIn(origin);
    const own = shared?.behind.get(origin.group)?.gap;
    if (own === undefined) return [item];
    return [...(shared?.alone === origin.group ? [] : [own]), item, ...over(origin, null)];
  };

  const newsOf = (origin: LogOrigin, item: TailItem): readonly TailItem[] => {
    if (item.type === 'notice' && item.kind === 'ended') return [item, ...over(origin, null)];
    if (item.type === 'notice' && isOfOneLog(item.kind)) return apart(origin, item);
    if (item.type !== 'gap' || !reasons.includes(item.reason)) return [item];
    if (item.endMs !== null) return over(origin, item);
    const shared = gaps.since(item.startMs, item.reason);
    shared.behind.set(origin.group, { origin, gap: item });
    shared.whole.delete(origin.group);
    shared.isUntold = true;
    return [];
  };

  const toldOf = (shared: CommonGap): ItemOfLogs | null => {
    const { told, behind, whole, reason } = shared;
    const [first] = behind;
    if (first === undefined) return overAgain(shared);
    shared.isUntold = false;
    const [group, { gap }] = first;
    const count = behind.size;
    if (isOfOne(shared)) {
      shared.alone = group;
      return { group, item: gap };
    }
    // All logs notice a sleep at once, so another report means another sleep. For other reasons, not every log that
    // notices it is news.
    if (reason !== 'asleep' && !isDenial && count < MUCH_MORE * (told?.logCount ?? 0)) return null;
    if (isDenial && !areFew(count) && count === told?.logCount) return null;
    const startMs = told?.startMs ?? earliestOf(new Map([...behind, ...whole]));
    shared.told = {
      type: 'gap',
      startMs,
      endMs: null,
      reason,
      ...laterReasonIn(behind, reason),
      ...logsIn(behind),
    };
    return { group, item: shared.told };
  };

  return {
    newsOf: (origin, items) =>
      items.some(({ type }) => type !== 'event') ? items.flatMap((item) => newsOf(origin, item)) : items,
    get isUntold() {
      return gaps.open.some((shared) => shared.isUntold);
    },
    get isUntoldOfOne() {
      return gaps.open.some((shared) => shared.isUntold && isOfOne(shared));
    },
    told() {
      for (const shared of gaps.open.filter(({ isUntold }) => isUntold)) {
        const item = toldOf(shared);
        if (item !== null) return item;
      }
      return null;
    },
  };
}

/** Of a single log so far, and not reported. */
function isOfOne({ told, behind, whole }: CommonGap): boolean {
  return told === null && behind.size + whole.size === 1;
}

function isOfOneLogAlone({ told, whole }: CommonGap, isWhole: boolean): boolean {
  return told === null && whole.size < 2 && (isWhole || whole.size === 0);
}
