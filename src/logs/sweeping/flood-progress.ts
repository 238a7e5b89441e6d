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
import { isCutOff, knownThroughMs, NO_SWEEP_YET, type SweepState } from './sweep-plan.ts';

/**
 * The state `after` a page, once it has been weighed whether the log can be read to its present. Only what
 * goes on can outrun its reader.
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
  // A search through what does not match is slow in a flood, too, and then as good as one.
  const isBarren = flood === null && page.eventCount === 0;
  const excusedMs = isCutOff(before, nowMs) || isBarren ? Math.max(0, nowMs - before.lastPageMs) : 0;
  const lag = lagAfterPage(excusedLag(after.lag, excusedMs), lagMs);
  if (!isFlooded(lag, lagMs)) return { ...after, lag };
  if (flood !== null) return { ...afresh(after), flood: { ...flood, startMs: throughMs, keeps: 'nothing' } };
  return {
    ...afresh(after),
    flood: suspectedFlood(throughMs, span.hasPattern === true ? 'nothing' : 'story'),
  };
}

/** The state after a page of a sample: the flood goes on, or all is read again. */
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
 * The state from which on all is read: on from where it was, where no flood was proven; else from somewhat before the
 * present, so that what has come late since then is found. What has been seen meanwhile is known.
 */
function wholeAgain(state: SweepState, flood: Flood, recentMs: EpochMs): SweepState {
  if (provenFlood(flood) === null) return { ...afresh(state), flood: null };
  const fromMs = flood.keeps === 'story' ? Math.min(recentMs, reachedMs(state)) : recentMs;
  return { ...afresh(state), flood: null, floorMs: fromMs, readThroughMs: fromMs, newestMs: fromMs };
}

/** The state after the service refused the pattern of the story. */
export function stateWithoutStory(state: SweepState): SweepState {
  const { flood } = state;
  return flood === null ? state : { ...afresh(state), flood: { ...flood, keeps: 'nothing' } };
}

/** Up to where the reading has come, while its first sweep goes on as well. */
function reachedMs(state: SweepState): EpochMs {
  return knownThroughMs(state) ?? state.settling?.progressMs ?? state.floorMs;
}

/** No sweep runs, and the next one leads. */
function afresh(state: SweepState): SweepState {
  return { ...state, ...NO_SWEEP_YET };
}
