import { type EpochMs, MINUTE_MS } from '../../lambda/time.ts';
import type { RawText } from '../../terminal/text.ts';
import { createRecentMap } from '../recent-map.ts';
import type { LeftOutNotice } from '../tail-item.ts';

/** Counts what pages or a stream held that has no place in a log. */
export interface LeftOutCount {
  /** By a name for each: what was read before counts once. */
  add(names: readonly RawText[]): void;
  /** So many more of a stream, which tells each but once. */
  more(count: number): void;
  /** So many of a stream in all, as a recording of it tells them again and again. */
  streamed(count: number): void;
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
    const count = counts.get(group) ?? createLeftOutCount();
    counts.set(group, count);
    return count;
  };
}

export function createLeftOutCount(): LeftOutCount {
  const known = createRecentMap<RawText, true>(MOST_NAMES);
  let untold = 0;
  let streamed = 0;
  let toldOfStream = 0;
  let toldMs = Number.NEGATIVE_INFINITY;

  const rest = (nowMs: EpochMs): readonly LeftOutNotice[] => {
    const ofPages = untold;
    const ofStream = streamed - toldOfStream;
    if (ofPages + ofStream === 0) return [];
    untold = 0;
    toldOfStream = streamed;
    toldMs = nowMs;
    const notice = { type: 'notice', kind: 'leftOut', atMs: nowMs } as const;
    return [
      ...(ofPages > 0 ? [{ ...notice, count: ofPages }] : []),
      ...(ofStream > 0 ? [{ ...notice, count: ofStream, streamed: true as const }] : []),
    ];
  };

  return {
    add(names) {
      for (const name of names) {
        if (known.get(name) === undefined) untold += 1;
        known.set(name, true);
      }
    },
    more(count) {
      streamed += count;
    },
    streamed(count) {
      streamed = Math.max(streamed, count);
    },
    news: (nowMs) => (nowMs - toldMs < MINUTE_MS ? [] : rest(nowMs)),
    rest,
  };
}
