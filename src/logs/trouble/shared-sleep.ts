import type { EpochMs } from '../../lambda/time.ts';
import type { RawText } from '../../terminal/text.ts';
import type { Gap, TailItem } from '../tail-item.ts';
import { isOfOneLog } from './shared-trouble.ts';

/** Of many logs that slept with the process, what is worth telling: once that they are read again, and once that they have been. */
export interface SharedSleep {
  /** What of the news of a log is told by itself. */
  newsOf(group: RawText, items: readonly TailItem[]): readonly TailItem[];
  /** All logs have said what they slept through. Null where that is nothing, or was told before. */
  heard(): SleptLogs | null;
}

export interface SleptLogs {
  /** One of those that slept. */
  readonly group: RawText;
  readonly gap: Gap;
}

/** The gap that is told for all. */
interface ToldSleep {
  readonly gap: Gap;
  /** Those that are not read up to now yet, with the gap that each would tell by itself. */
  readonly behind: Map<RawText, Gap>;
  /** Those that are, with nothing missing. */
  readonly whole: Set<RawText>;
  throughMs: EpochMs;
}

export function createSharedSleep(): SharedSleep {
  /** What logs have just said. */
  let saying = new Map<RawText, Gap>();
  let told: ToldSleep | null = null;

  const over = (group: RawText, gap: Gap | null): readonly Gap[] => {
    if (told === null || !told.behind.delete(group)) return gap === null ? [] : [gap];
    const isWhole = gap !== null && gap.missing === undefined;
    if (isWhole) told.whole.add(group);
    told.throughMs = Math.max(told.throughMs, gap?.endMs ?? told.throughMs);
    const own = gap === null || isWhole ? [] : [gap];
    if (told.behind.size > 0) return own;
    const { whole, throughMs } = told;
    const all: Gap = { ...told.gap, endMs: throughMs, logCount: whole.size };
    told = null;
    return [...own, all];
  };

  /** Of a log that may never be read again: the others do not wait for it. */
  const apart = (group: RawText, item: TailItem): readonly TailItem[] => {
    const own = told?.behind.get(group);
    return own === undefined ? [item] : [own, item, ...over(group, null)];
  };

  const newsOf = (group: RawText, item: TailItem): readonly TailItem[] => {
    if (item.type === 'notice' && item.kind === 'ended') return [item, ...over(group, null)];
    if (item.type === 'notice' && isOfOneLog(item.kind)) return apart(group, item);
    if (item.type !== 'gap' || item.reason !== 'asleep') return [item];
    if (item.endMs !== null) return over(group, item);
    saying.set(group, item);
    return [];
  };

  return {
    newsOf: (group, items) =>
      items.some(({ type }) => type !== 'event') ? items.flatMap((item) => newsOf(group, item)) : items,
    heard() {
      const said = saying;
      saying = new Map();
      const [first] = said;
      if (first === undefined) return null;
      const [group, gap] = first;
      // One alone says it best itself.
      if (said.size === 1 && told === null) return { group, gap };
      const startMs = told?.gap.startMs ?? Math.min(...[...said.values()].map((each) => each.startMs));
      const behind = new Map([...(told?.behind ?? []), ...said]);
      told = {
        gap: { type: 'gap', startMs, endMs: null, reason: 'asleep', logCount: behind.size },
        behind,
        whole: told?.whole ?? new Set(),
        throughMs: told?.throughMs ?? startMs,
      };
      return { group, gap: told.gap };
    },
  };
}
