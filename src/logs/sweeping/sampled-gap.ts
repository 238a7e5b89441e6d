import { type EpochMs, SECOND_MS } from '../../lambda/time.ts';
import type { Gap, MissingLines } from '../tail-item.ts';
import { type Flood, provenFlood } from './flood.ts';
import { missingIn } from './gap-watch.ts';

/** The gap of sampled seconds of a stream, until they have been read by polling. */
export interface SampledGap {
  /** The second that ended at `nowMs` was sampled. */
  sampled(nowMs: EpochMs): void;
  /**
   * The gap when it opens or ends; null without a change.
   *
   * @param isRead whether everything that the stream left out has been read, except for what a flood left out
   */
  news(isRead: boolean, flood: Flood | null): Gap | null;
}

export function createSampledGap(): SampledGap {
  let sampledMs: EpochMs | null = null;
  let gap: Gap | null = null;
  /** From when on bulk lines were left out while the gap was open. */
  let lost: { readonly startMs: EpochMs; readonly missing: MissingLines } | null = null;

  const noteFlood = (flood: Flood | null) => {
    const { missing } = missingIn(flood);
    if (flood === null || missing === undefined) return;
    lost = {
      startMs: Math.min(lost?.startMs ?? flood.startMs, flood.startMs),
      missing: lost?.missing === 'most' ? 'most' : missing,
    };
  };

  return {
    sampled(nowMs) {
      sampledMs = nowMs;
    },
    news(isRead, flood) {
      if (sampledMs === null) return null;
      if (!isRead) {
        noteFlood(provenFlood(flood));
        if (gap !== null) return null;
        gap = { type: 'gap', startMs: sampledMs - SECOND_MS, endMs: null, reason: 'sampled' };
        return gap;
      }
      const missing = lost !== null && lost.startMs < sampledMs ? { missing: lost.missing } : {};
      const over = gap === null ? null : { ...gap, endMs: sampledMs, ...missing };
      sampledMs = null;
      gap = null;
      lost = null;
      return over;
    },
  };
}
