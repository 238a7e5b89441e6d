import type { EpochMs } from '../../lambda/time.ts';
import { floodNews, gapNews, gapReason } from '../../logs/sweeping/gap-watch.ts';
import { knownThroughMs, type SweepState } from '../../logs/sweeping/sweep-plan.ts';
import type { Gap, GapReason, SettlingNotice, TailItem } from '../../logs/tail-item.ts';
import { createLeftOutCount } from '../../logs/trouble/left-out-count.ts';
import { createSlowAnswers } from '../../logs/trouble/slow-answers.ts';
import { recoveryNotice, type Trouble, troubleAfterFailure } from '../../logs/trouble/trouble.ts';
import { ENDLESS_PAGES } from '../calls/endless-pages.ts';
import { troubleKind } from '../calls/retry.ts';
import type { LogAnswer } from '../log-page.ts';
import { CLOCK_SKEWED, GIVEN_UP, type SourceError } from '../source-error.ts';

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

/** @param leftOut shared where one log is read several times in a row */
export function createFollowReport(leftOut = createLeftOutCount()): FollowReport {
  let trouble: Trouble | null = null;
  let gap: Gap | null = null;
  let flood: Gap | null = null;
  let skipsLate = false;
  const slowAnswers = createSlowAnswers();
  /** For a recording, the end of each gap by its start, as it was told live. */
  const toldEnds = new Map<EpochMs, EpochMs | null>();

  const gapItems = (state: SweepState, cause: GapReason | null, nowMs: EpochMs): readonly Gap[] => {
    const news = gapNews(gap, state, cause, nowMs);
    if (news === null) return [];
    gap = news.endMs === null ? news : null;
    return [news];
  };

  const troubleItems = (state: SweepState, nowMs: EpochMs) => {
    const reason = trouble === null ? null : reasonOf(trouble);
    // Without a log group there is nothing to miss.
    return reason === null ? [] : gapItems(state, reason, nowMs);
  };

  const floodItems = (state: SweepState): readonly Gap[] => {
    const news = floodNews(flood, state);
    const last = news.at(-1);
    if (last !== undefined) flood = last.endMs === null ? last : null;
    return news;
  };

  const newsOfRecording = (gaps: readonly Gap[], { span }: SweepState): readonly Gap[] => {
    const wanted = gaps.filter(({ endMs }) => endMs === null || endMs >= span.sinceMs);
    const news = wanted
      .map((each) => ({ ...each, startMs: Math.max(each.startMs, span.sinceMs) }))
      .filter(({ startMs, endMs }) => toldEnds.get(startMs) !== endMs);
    for (const { startMs, endMs } of news) toldEnds.set(startMs, endMs);
    return news;
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

  const isOver = ({ span }: SweepState, { nextToken }: Pick<LogAnswer, 'nextToken'>) =>
    !span.follow && nextToken === null;

  return {
    afterSleep(state, nowMs) {
      return trouble === null ? gapItems(state, 'asleep', nowMs) : troubleItems(state, nowMs);
    },
    beforeCall: troubleItems,
    beforeEvents(state, { nextToken, gaps = [], streamed }) {
      return isStillEndless(nextToken) ? [] : newsOfRecording([...gaps, ...(streamed?.gaps ?? [])], state);
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
        ...gapItems(state, null, nowMs),
        ...floodItems(state),
        ...settlingItems(state, nowMs),
      ];
    },
    afterAnswer: slowAnswers.after,
    afterFailure(state, error, nowMs, wasAwake) {
      const { name, message } = error;
      const failure = {
        kind: troubleKind(error.kind),
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
