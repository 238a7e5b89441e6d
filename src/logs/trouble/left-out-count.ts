import { type EpochMs, MINUTE_MS } from '../../lambda/time.ts';
import type { RawText } from '../../terminal/text.ts';
import { createRecentMap } from '../recent-map.ts';
import type { LeftOutNotice } from '../tail-item.ts';

/** Counts what pages or a stream held that has no place in a log. */
export interface LeftOutCount {
  /** By a name for each: what was read before counts once. */
  add(names: readonly RawText[]): void;
  /** So many that come but once, as a stream tells them. */
  more(count: number): void;
  /** What nobody was told yet: at once, and then once a minute, for a service that is broken may send some with each page. */
  news(nowMs: EpochMs): readonly LeftOutNotice[];
  /** All that nobody was told yet, as there will be no more. */
  rest(nowMs: EpochMs): readonly LeftOutNotice[];
}

/** Of a service that sends nothing else there would be no end of names. */
const MOST_NAMES = 10_000;

/** One count for each log, whoever reads of it. */
export function leftOutCounts(): (group: RawText) => LeftOutCount {
  const counts = new Map<RawText, LeftOutCount>();
  return (group) => {
    const count = counts.get(group) ?? createLeftOutCount('pages');
    counts.set(group, count);
    return count;
  };
}

export function createLeftOutCount(by: 'pages' | 'stream'): LeftOutCount {
  const known = createRecentMap<RawText, true>(MOST_NAMES);
  let untold = 0;
  let toldMs = Number.NEGATIVE_INFINITY;

  const rest = (nowMs: EpochMs): readonly LeftOutNotice[] => {
    if (untold === 0) return [];
    const count = untold;
    untold = 0;
    toldMs = nowMs;
    const streamed = by === 'stream' ? ({ streamed: true } as const) : {};
    return [{ type: 'notice', kind: 'leftOut', atMs: nowMs, count, ...streamed }];
  };

  return {
    add(names) {
      for (const name of names) {
        if (known.get(name) === undefined) untold += 1;
        known.set(name, true);
      }
    },
    more(count) {
      untold += count;
    },
    news: (nowMs) => (nowMs - toldMs < MINUTE_MS ? [] : rest(nowMs)),
    rest,
  };
}
