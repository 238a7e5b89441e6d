import type { EpochMs } from '../lambda/time.ts';
import { gapNews, gapReason } from '../logs/gap-watch.ts';
import type { SweepState } from '../logs/sweep-plan.ts';
import type { Gap, GapReason, TailEvent, TailItem } from '../logs/tail-item.ts';
import { recoveryNotice, type Trouble, troubleAfterFailure } from '../logs/trouble.ts';
import { troubleKind } from './retry.ts';
import type { SourceError } from './sources.ts';

/** What a reader has to say beside the events: trouble and its end, gaps that open and close. */
export interface FollowReport {
  /** The process did not run for a while. */
  afterSleep(state: SweepState, nowMs: EpochMs): readonly TailItem[];
  /** A page came; `state` and `events` are what it brought. */
  afterAnswer(state: SweepState, events: readonly TailEvent[], nowMs: EpochMs): readonly TailItem[];
  afterFailure(state: SweepState, error: SourceError, nowMs: EpochMs): readonly TailItem[];
  /** The run of failed calls that is under way. */
  readonly trouble: Trouble | null;
}

export function createFollowReport(): FollowReport {
  let trouble: Trouble | null = null;
  let gap: Gap | null = null;

  const gapItems = (state: SweepState, cause: GapReason | null, nowMs: EpochMs): readonly Gap[] => {
    const news = gapNews(gap, state, cause, nowMs);
    if (news === null) return [];
    gap = news.endMs === null ? news : null;
    return [news];
  };

  return {
    afterSleep(state, nowMs) {
      return gapItems(state, trouble === null ? 'asleep' : gapReason(trouble.kind), nowMs);
    },
    afterAnswer(state, events, nowMs) {
      const recovered = recoveryNotice(trouble, nowMs);
      trouble = null;
      const before = recovered === null ? [] : [recovered];
      return [...before, ...events, ...gapItems(state, null, nowMs)];
    },
    afterFailure(state, error, nowMs) {
      const kind = troubleKind(error.kind);
      const after = troubleAfterFailure(trouble, { kind, name: error.name, message: error.message }, nowMs);
      trouble = after.trouble;
      const notices = after.notice === null ? [] : [after.notice];
      // Where there is no group there is nothing to miss.
      return kind === 'waiting' ? notices : [...notices, ...gapItems(state, gapReason(kind), nowMs)];
    },
    get trouble() {
      return trouble;
    },
  };
}
