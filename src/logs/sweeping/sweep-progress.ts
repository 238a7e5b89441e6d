import type { EpochMs } from '../../lambda/time.ts';
import type { LogEvent } from '../event.ts';
import { stateAfterSample, weighedState } from './flood-progress.ts';
import { type LogPage, resumedSweep, type Sweep, sweepAfterPage } from './sweep.ts';
import {
  AHEAD_MS,
  FEW_EVENTS,
  fadedLatenessMs,
  latenessWithMs,
  settlingWindowMs,
  UNSETTLED_MOST_MS,
  WINDOW_MOST_MS,
} from './sweep-pace.ts';
import { type SweepState, settledBeforeMs, tookOnePage } from './sweep-plan.ts';

/** The state after a part of a page, whose new events are `fresh`. */
export function stateAfterPart(
  state: SweepState,
  sweep: Sweep,
  fresh: readonly LogEvent[],
  nowMs: EpochMs,
): SweepState {
  return sweep.kind === 'sample' ? state : stateWithFresh(state, fresh, nowMs);
}

/** The state after all of `page`, the answer to the next request of `sweep`. */
export function stateAfterPage(state: SweepState, sweep: Sweep, page: LogPage, nowMs: EpochMs): SweepState {
  return weighedState(state, stateAfterRead(state, sweep, page, nowMs), page, nowMs);
}

function stateAfterRead(state: SweepState, sweep: Sweep, page: LogPage, nowMs: EpochMs): SweepState {
  const { sweep: after, complete } = sweepAfterPage(sweep, page);
  if (sweep.kind === 'sample') {
    return stateAfterSample({ ...state, lastPageMs: nowMs }, after, complete, nowMs);
  }
  const hasNews = page.freshCount > 0;
  const seen = {
    ...state,
    lastPageMs: nowMs,
    pagesWithoutNews: hasNews ? 0 : state.pagesWithoutNews + 1,
    leastBehindMs: complete
      ? Math.min(state.leastBehindMs, Math.max(0, nowMs - sweep.startedMs))
      : state.leastBehindMs,
  };
  const running = complete ? null : after;
  if (sweep.kind === 'head') {
    return withinReach({
      ...seen,
      head: running,
      headPagesInRow: seen.headPagesInRow + 1,
      lastHeadMs: sweep.startedMs,
      readThroughMs: complete ? readThroughOf(after, nowMs) : seen.readThroughMs,
    });
  }
  const alone = sweep.kind === 'leading';
  const settledMs = settledBeforeMs(seen, after, complete ? Number.POSITIVE_INFINITY : after.progressMs);
  return withinReach({
    ...seen,
    head: alone ? null : seen.head,
    headPagesInRow: 0,
    settling: running,
    floorMs: isRoomy(seen, after, page) ? Math.min(settledMs, sweep.startedMs - WINDOW_MOST_MS) : settledMs,
    latenessMs: complete && !hasNews ? fadedLatenessMs(seen.latenessMs) : seen.latenessMs,
    lastHeadMs: alone ? sweep.startedMs : seen.lastHeadMs,
    readThroughMs: complete ? laterOf(seen.readThroughMs, readThroughOf(after, nowMs)) : seen.readThroughMs,
    lastSettlingMs: sweep.startedMs,
    lastSettlingPages: complete ? after.pages : seen.lastSettlingPages,
    settledAtMs: complete && sweep.reads === 'all' ? sweep.startedMs : seen.settledAtMs,
    skipsLate: seen.skipsLate && !(complete && nowMs - sweep.startedMs < UNSETTLED_MOST_MS / 2),
  });
}

/** Whether the first sweep of a followed log shows that late lines can be looked for further back at no cost. */
function isRoomy(state: SweepState, sweep: Sweep, page: LogPage): boolean {
  const isFirst = state.span.follow && state.settledAtMs === null && page.nextToken === null;
  return isFirst && tookOnePage(state, sweep) && page.eventCount <= FEW_EVENTS;
}

/**
 * The state after streamed events. Timestamps ahead of what any sweep would ask for are ignored: one far in the future
 * would carry the reader past everything still to come. So are those with something unread before them: what will be
 * read there is neither late nor given up.
 */
export function stateAfterUpdate(
  state: SweepState,
  fresh: readonly LogEvent[],
  isComplete: boolean,
  nowMs: EpochMs,
): SweepState {
  const present = fresh.filter(({ timestampMs }) => timestampMs <= nowMs + AHEAD_MS);
  const after = stateWithFresh(state, present, nowMs);
  return isComplete
    ? withinReach({ ...after, lastPageMs: nowMs, readThroughMs: laterOf(after.readThroughMs, nowMs) })
    : { ...after, newestMs: state.newestMs };
}

/** The state after the service rejected the token of `sweep`: its next request starts from what it has read. */
export function stateAfterRefusal(state: SweepState, sweep: Sweep): SweepState {
  const resumed = resumedSweep(sweep);
  if (sweep.kind === 'sample') {
    return {
      ...state,
      flood: state.flood && { ...state.flood, sample: null, lastSampleMs: sweep.startedMs },
    };
  }
  return sweep.kind === 'head' ? { ...state, head: resumed } : { ...state, settling: resumed };
}

/**
 * The state with no more unsettled log than ids can be kept for. Only a log that grows too fast to be read twice gets
 * there: late events in the part given up are not looked for, and the reader says so.
 */
function withinReach(state: SweepState): SweepState {
  const floorMs = (state.newestMs ?? Number.NEGATIVE_INFINITY) - UNSETTLED_MOST_MS;
  if (floorMs <= state.floorMs) return state;
  const { settling, settledAtMs } = state;
  const outrun = settling !== null && settling.progressMs < floorMs;
  // In a log that was silent for long, everything given up has been read twice.
  const isSettled = settledAtMs !== null && settledAtMs >= floorMs + settlingWindowMs(state.latenessMs);
  return {
    ...state,
    floorMs,
    skipsLate: state.skipsLate || !isSettled,
    settling: outrun ? resumedSweep({ ...settling, progressMs: floorMs }) : settling,
  };
}

function stateWithFresh(state: SweepState, fresh: readonly LogEvent[], nowMs: EpochMs): SweepState {
  const last = fresh.at(-1);
  if (last === undefined) return state;
  // How late events come decides what is read again, and a single reading reads nothing again.
  if (!state.span.follow)
    return {
      ...state,
      newestMs: Math.max(state.newestMs ?? last.timestampMs, last.timestampMs),
      lastNewMs: nowMs,
    };
  let newestMs = state.newestMs ?? Number.NEGATIVE_INFINITY;
  let latenessMs = state.latenessMs;
  for (const event of fresh) {
    newestMs = Math.max(newestMs, event.timestampMs);
    latenessMs = latenessWithMs(latenessMs, event.ingestionMs - event.timestampMs);
  }
  return { ...state, newestMs, latenessMs, lastNewMs: nowMs };
}

/**
 * The time up to which a complete sweep has read: at least its newest event. Events ingested behind that meanwhile are
 * late, and found by settling; timestamps of a fast clock are not believed.
 */
function readThroughOf({ startedMs, progressMs }: Sweep, nowMs: EpochMs): EpochMs {
  return Math.max(startedMs, Math.min(progressMs, nowMs));
}

function laterOf(timeMs: EpochMs | null, otherMs: EpochMs): EpochMs {
  return timeMs === null ? otherMs : Math.max(timeMs, otherMs);
}
