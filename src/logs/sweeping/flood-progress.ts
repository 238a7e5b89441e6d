import type { EpochMs } from '../../lambda/time.ts';
import {
  excusedLag,
  type Flood,
  floodAfterSample,
  isFlooded,
  lagAfterPage,
  provenFlood,
  suspectedFlood,
} from './flood.ts';
import type { LogPage, Sweep } from './sweep.ts';
import { WINDOW_LEAST_MS } from './sweep-pace.ts';
import { isCutOff, NO_SWEEP_YET, reachedMs, type SweepState } from './sweep-plan.ts';

/**
 * The state `after` a page, having judged whether reading can keep up with the log. Only a followed log can outrun its
 * reader.
 */
export function weighedState(
  before: SweepState,
  after: SweepState,
  page: LogPage,
  nowMs: EpochMs,
): SweepState {
  const { span, flood } = after;
  if (!span.follow || span.untilMs !== null || flood?.keeps === 'nothing') return after;
  const throughMs = reachedMs(after);
  const lagMs = Math.max(0, nowMs - throughMs);
  // Searching unmatched lines is just as slow in a flood, and a page without matches counts as one.
  const isBarren = flood === null && page.eventCount === 0;
  const excusedMs = isCutOff(before, nowMs) || isBarren ? Math.max(0, nowMs - before.lastPageMs) : 0;
  const lag = lagAfterPage(excusedLag(after.lag, excusedMs), lagMs);
  if (!isFlooded(lag, lagMs, before.lastSharedMs)) return { ...after, lag };
  if (flood !== null) return { ...afresh(after), flood: { ...flood, startMs: throughMs, keeps: 'nothing' } };
  return {
    ...afresh(after),
    flood: suspectedFlood(throughMs, span.hasPattern === true ? 'nothing' : 'story'),
  };
}

/** The state after a page of a sample: the flood goes on, or everything is read again. */
export function stateAfterSample(
  state: SweepState,
  sample: Sweep,
  isComplete: boolean,
  nowMs: EpochMs,
): SweepState {
  if (state.flood === null) return state;
  const flood = floodAfterSample(state.flood, sample, isComplete, nowMs);
  const recentMs = Math.max(state.floorMs, nowMs - WINDOW_LEAST_MS);
  if (flood === null) return wholeAgain(state, state.flood, recentMs);
  if (flood.keeps === 'story') return { ...state, flood };
  const { progressMs } = sample;
  return {
    ...state,
    flood,
    floorMs: recentMs,
    readThroughMs: progressMs,
    newestMs: progressMs,
    lastNewMs: nowMs,
  };
}

/**
 * The state that resumes complete reading: where it was, if the flood was not proven; otherwise from shortly before the
 * present, to catch late events. Events seen meanwhile are known.
 */
function wholeAgain(state: SweepState, flood: Flood, recentMs: EpochMs): SweepState {
  if (provenFlood(flood) === null) return { ...afresh(state), flood: null };
  const fromMs = flood.keeps === 'story' ? Math.min(recentMs, reachedMs(state)) : recentMs;
  return { ...afresh(state), flood: null, floorMs: fromMs, readThroughMs: fromMs, newestMs: fromMs };
}

/** The state after the service rejected the story's pattern. */
export function stateWithoutStory(state: SweepState): SweepState {
  const { flood } = state;
  return flood === null ? state : { ...afresh(state), flood: { ...flood, keeps: 'nothing' } };
}

/** Without a running sweep; the next one leads. */
function afresh(state: SweepState): SweepState {
  return { ...state, ...NO_SWEEP_YET };
}
