import type { EpochMs } from '../../../lambda/time.ts';
import { floodNews, gapNews } from '../../../logs/sweeping/gap-watch.ts';
import type { SweepState } from '../../../logs/sweeping/sweep-plan.ts';
import type { Gap, GapReason } from '../../../logs/tail-item.ts';

/** Gaps as a reader reports them: each when it begins, and again whenever it changes. */
export interface GapReport {
  /** @param cause what keeps the reader from reading; null for nothing */
  news(state: SweepState, cause: GapReason | null, nowMs: EpochMs): readonly Gap[];
  floodNews(state: SweepState): readonly Gap[];
  /** The gaps of a recording, as they were told live. */
  recordedNews(gaps: readonly Gap[], state: SweepState): readonly Gap[];
}

export function createGapReport(): GapReport {
  let gap: Gap | null = null;
  let flood: Gap | null = null;
  /** The end of each recorded gap by its start. */
  const toldEnds = new Map<EpochMs, EpochMs | null>();

  return {
    news(state, cause, nowMs) {
      const news = gapNews(gap, state, cause, nowMs);
      if (news === null) return [];
      gap = news.endMs === null ? news : null;
      return [news];
    },
    floodNews(state) {
      const news = floodNews(flood, state);
      const last = news.at(-1);
      if (last !== undefined) flood = last.endMs === null ? last : null;
      return news;
    },
    recordedNews(gaps, { span: { sinceMs } }) {
      const news = gaps
        .filter(({ endMs }) => endMs === null || endMs >= sinceMs)
        .map((each) => ({ ...each, startMs: Math.max(each.startMs, sinceMs) }))
        .filter(({ startMs, endMs }) => toldEnds.get(startMs) !== endMs);
      for (const { startMs, endMs } of news) toldEnds.set(startMs, endMs);
      return news;
    },
  };
}
