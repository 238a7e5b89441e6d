import type { EpochMs } from '../lambda/time.ts';
import type { LogEvent } from './event.ts';
import { type LogPage, resumedSweep, type Sweep, sweepAfterPage } from './sweep.ts';
import { fadedLatenessMs, latenessWithMs, UNSETTLED_MOST_MS } from './sweep-pace.ts';
import { type SweepState, settledBeforeMs } from './sweep-plan.ts';

/**
 * The state after `page` answered the next request of `sweep`.
 * @param fresh the events of the page that were new.
 */
export function stateAfterPage(
  state: SweepState,
  sweep: Sweep,
  page: LogPage,
  fresh: readonly LogEvent[],
  nowMs: EpochMs,
): SweepState {
  const { sweep: after, complete } = sweepAfterPage(sweep, page);
  const seen = { ...stateWithFresh(state, fresh, nowMs), lastPageMs: nowMs };
  const running = complete ? null : after;
  if (sweep.kind === 'head') {
    return withinReach({
      ...seen,
      head: running,
      headPagesInRow: seen.headPagesInRow + 1,
      lastHeadMs: sweep.startedMs,
      readThroughMs: complete ? sweep.startedMs : seen.readThroughMs,
    });
  }
  const alone = sweep.kind === 'leading';
  return withinReach({
    ...seen,
    head: alone ? null : seen.head,
    headPagesInRow: 0,
    settling: running,
    floorMs: settledBeforeMs(seen, after, complete ? Number.POSITIVE_INFINITY : after.progressMs),
    latenessMs: complete && fresh.length === 0 ? fadedLatenessMs(seen.latenessMs) : seen.latenessMs,
    lastHeadMs: alone ? sweep.startedMs : seen.lastHeadMs,
    readThroughMs: complete ? laterOf(seen.readThroughMs, sweep.startedMs) : seen.readThroughMs,
    lastSettlingMs: sweep.startedMs,
    lastSettlingPages: complete ? after.pages : seen.lastSettlingPages,
    settledAtMs: complete ? sweep.startedMs : seen.settledAtMs,
  });
}

/** The state after the service refused the token of `sweep`: its next request starts over from what it has read. */
export function stateAfterRefusal(state: SweepState, sweep: Sweep): SweepState {
  const resumed = resumedSweep(sweep);
  return sweep.kind === 'head' ? { ...state, head: resumed } : { ...state, settling: resumed };
}

/**
 * The state with no more unsettled log than ids can be kept for. Only a log that grows faster than it can be read twice
 * gets there: what arrives late in the part given up is not looked for.
 */
function withinReach(state: SweepState): SweepState {
  const floorMs = (state.newestMs ?? Number.NEGATIVE_INFINITY) - UNSETTLED_MOST_MS;
  if (floorMs <= state.floorMs) return state;
  const { settling } = state;
  const outrun = settling !== null && settling.progressMs < floorMs;
  return {
    ...state,
    floorMs,
    settling: outrun ? resumedSweep({ ...settling, progressMs: floorMs }) : settling,
  };
}

function stateWithFresh(state: SweepState, fresh: readonly LogEvent[], nowMs: EpochMs): SweepState {
  if (fresh.length === 0) return state;
  let newestMs = state.newestMs ?? Number.NEGATIVE_INFINITY;
  let latenessMs = state.latenessMs;
  for (const event of fresh) {
    newestMs = Math.max(newestMs, event.timestampMs);
    latenessMs = latenessWithMs(latenessMs, event.ingestionMs - event.timestampMs);
  }
  return { ...state, newestMs, latenessMs, lastNewMs: nowMs };
}

function laterOf(timeMs: EpochMs | null, otherMs: EpochMs): EpochMs {
  return timeMs === null ? otherMs : Math.max(timeMs, otherMs);
}
