import { type EpochMs, MINUTE_MS } from '../../lambda/time.ts';
import type { RawText } from '../../terminal/text.ts';
import { createRecentMap } from '../recent-map.ts';
import type { LeftOutNotice } from '../tail-item.ts';

/** Counts items of pages or a stream that can't be placed in the log. */
export interface LeftOutCount {
  /** By name: items read before count once. */
  add(names: readonly RawText[]): void;
  /** Adds this many from a stream, which sends each once. */
  more(count: number): void;
  /** Sets the total of a stream, as its recording repeats it. */
  streamed(count: number): void;
  /** What was not reported yet: at once, and then once a minute, as a broken service may send some with each page. */
  news(nowMs: EpochMs): readonly LeftOutNotice[];
  /** Everything not reported yet, as no more will come. */
  rest(nowMs: EpochMs): readonly LeftOutNotice[];
}

/** A service that sends nothing else would give endless names. */
const MOST_NAMES = 10_000;

/** One count for each log, shared by all its readers. */
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
