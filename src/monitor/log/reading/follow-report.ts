import type { EpochMs } from '../../../lambda/time.ts';
import { gapReason } from '../../../logs/sweeping/gap-watch.ts';
import { knownThroughMs, type SweepState } from '../../../logs/sweeping/sweep-plan.ts';
import type { GapReason, SettlingNotice, TailItem } from '../../../logs/tail-item.ts';
import { createLeftOutCount } from '../../../logs/trouble/left-out-count.ts';
import { createSlowAnswers } from '../../../logs/trouble/slow-answers.ts';
import { recoveryNotice, type Trouble, troubleAfterFailure } from '../../../logs/trouble/trouble.ts';
import { ENDLESS_PAGES } from '../../calls/endless-pages.ts';
import { troubleKind } from '../../calls/retry.ts';
import type { LogAnswer } from '../../log-page.ts';
import { CLOCK_SKEWED, GIVEN_UP, type SourceError } from '../../source-error.ts';
import { createGapReport } from './gap-report.ts';

/** What a reader reports beside events: trouble and its end, gaps, and floods beginning and ending. */
export interface FollowReport {
  /** The process did not run for a while. */
  afterSleep(state: SweepState, nowMs: EpochMs): readonly TailItem[];
  /** Before a call: the wait for it may have turned trouble into a gap, which the answer would close unseen. */
  beforeCall(state: SweepState, nowMs: EpochMs): readonly TailItem[];
  /** Before the events of `page` are handed on. Whether all of it can be read is not known yet. */
  beforeEvents(
    state: SweepState,
    page: Pick<LogAnswer, 'nextToken' | 'gaps' | 'streamed'>,
  ): readonly TailItem[];
  /** After all of them were handed on, so that trouble is over; `state` includes the page. */
  afterEvents(
    state: SweepState,
    page: Pick<LogAnswer, 'nextToken' | 'leftOut' | 'streamed'>,
    nowMs: EpochMs,
  ): readonly TailItem[];
  /** After any answer, which took this much wall time. */
  afterAnswer(tookMs: number, nowMs: EpochMs): readonly TailItem[];
  /** @param wasAwake whether this process ran all the time that AWS had to answer */
  afterFailure(state: SweepState, error: SourceError, nowMs: EpochMs, wasAwake: boolean): readonly TailItem[];
  /** The current run of failed calls. */
  readonly trouble: Trouble | null;
  /** Whether it has been said that answers are slow. */
  readonly areAnswersSlow: boolean;
}

function reasonOf({ kind, name }: Trouble): GapReason | null {
  return name === CLOCK_SKEWED ? 'skewed' : gapReason(kind);
}

/** Whether that was the last page of a log that is not followed. */
function isOver({ span }: SweepState, { nextToken }: Pick<LogAnswer, 'nextToken'>): boolean {
  return !span.follow && nextToken === null;
}

/** @param leftOut shared where one log is read several times in a row */
export function createFollowReport(leftOut = createLeftOutCount()): FollowReport {
  let trouble: Trouble | null = null;
  let skipsLate = false;
  const gaps = createGapReport();
  const slowAnswers = createSlowAnswers();

  const troubleItems = (state: SweepState, nowMs: EpochMs) => {
    const reason = trouble === null ? null : reasonOf(trouble);
    // Without a log group there is nothing to miss.
    return reason === null ? [] : gaps.news(state, reason, nowMs);
  };

  const settlingItems = (state: SweepState, nowMs: EpochMs): readonly SettlingNotice[] => {
    // The flood notice says more.
    if (state.flood !== null || state.skipsLate === skipsLate) return [];
    skipsLate = state.skipsLate;
    return [{ type: 'notice', kind: skipsLate ? 'unsettled' : 'settled', atMs: nowMs }];
  };

  /** Another page of an endless list is no news; the end of the list would be. */
  const isStillEndless = (nextToken: LogAnswer['nextToken']) =>
    trouble?.name === ENDLESS_PAGES && nextToken !== null;

  return {
    afterSleep(state, nowMs) {
      return trouble === null ? gaps.news(state, 'asleep', nowMs) : troubleItems(state, nowMs);
    },
    beforeCall: troubleItems,
    beforeEvents(state, { nextToken, gaps: recorded = [], streamed }) {
      if (isStillEndless(nextToken)) return [];
      return gaps.recordedNews([...recorded, ...(streamed?.gaps ?? [])], state);
    },
    afterEvents(state, page, nowMs) {
      leftOut.add(page.leftOut ?? []);
      leftOut.streamed(page.streamed?.leftOut ?? 0);
      if (isStillEndless(page.nextToken)) return [];
      const recovered = recoveryNotice(trouble, nowMs);
      trouble = null;
      return [
        ...(isOver(state, page) ? leftOut.rest(nowMs) : leftOut.news(nowMs)),
        ...(recovered === null ? [] : [recovered]),
        ...gaps.news(state, null, nowMs),
        ...gaps.floodNews(state),
        ...settlingItems(state, nowMs),
      ];
    },
    afterAnswer: slowAnswers.after,
    afterFailure(state, error, nowMs, wasAwake) {
      const { name, message } = error;
      const failure = {
        kind: troubleKind(error),
        readThroughMs: knownThroughMs(state),
        name,
        message,
        wasGivenUp: wasAwake && name === GIVEN_UP,
      };
      const after = troubleAfterFailure(trouble, failure, nowMs);
      trouble = after.trouble;
      const notices = after.notice === null ? [] : [after.notice];
      return [...notices, ...troubleItems(state, nowMs), ...leftOut.news(nowMs)];
    },
    get trouble() {
      return trouble;
    },
    get areAnswersSlow() {
      return slowAnswers.areSlow;
    },
  };
}
