import type { EpochMs, TimeRange } from '../../lambda/time.ts';
import { type Flood, NO_LAG, type ReadingLag, sampleStep } from './flood.ts';
import { type Sweep, startedSweep } from './sweep.ts';
import {
  AHEAD_MS,
  CUT_OFF_MS,
  HEAD_IDLE_MS,
  HEAD_OVERLAP_MS,
  HEAD_PAGES_A_TURN,
  headIntervalMs,
  REACH_MS,
  settlingIntervalMs,
  settlingWindowMs,
  sharedIntervalMs,
  WINDOW_LEAST_MS,
  WINDOW_MOST_MS,
} from './sweep-pace.ts';

/** Which span of a log is wanted. */
export interface SweepSpan {
  readonly sinceMs: EpochMs;
  /** Null for no end. */
  readonly untilMs: EpochMs | null;
  /** False reads the span once. */
  readonly follow: boolean;
  /** Whether the user gave a filter pattern. */
  readonly hasPattern?: boolean;
}

/** How far a log has been read, and which sweeps are running. */
export interface SweepState {
  readonly span: SweepSpan;
  /** The end of what is wanted: later lines can't be missed. Null for no end. */
  readonly horizonMs: EpochMs | null;
  /** The log is settled before this time: no new sweep starts there. */
  readonly floorMs: EpochMs;
  /** Everything before this has been read, except for late events; null before the first complete sweep. */
  readonly readThroughMs: EpochMs | null;
  /** The shortest time that a complete sweep has taken; the first one may take long, for the history. */
  readonly leastBehindMs: number;
  /** The latest timestamp delivered, not counting streamed events with unread ones before them. */
  readonly newestMs: EpochMs | null;
  /** When the last new event came, or reading began. */
  readonly lastNewMs: EpochMs;
  /** The longest recent delay from an event's timestamp to its ingestion. */
  readonly latenessMs: number;
  /** When the last page came, or reading began. */
  readonly lastPageMs: EpochMs;
  /** Consecutive pages without news. */
  readonly pagesWithoutNews: number;
  /** How long the call for that page waited for its turn. */
  readonly lastTurnMs: number;
  /** The same of the last call that AWS had not throttled shortly before. */
  readonly usualTurnMs: number;
  /** The same where other logs took their turns, and AWS did not throttle; 0 otherwise. */
  readonly lastSharedMs: number;
  readonly head: Sweep | null;
  /** Pages of head sweeps since the last page of a settling one. */
  readonly headPagesInRow: number;
  readonly settling: Sweep | null;
  readonly lastHeadMs: EpochMs;
  readonly lastSettlingMs: EpochMs;
  readonly lastSettlingPages: number;
  /** When the last complete settling sweep began. */
  readonly settledAtMs: EpochMs | null;
  /** Whether the log grows too fast to be read twice: late events are then not looked for. */
  readonly skipsLate: boolean;
  readonly lag: ReadingLag;
  /** When the log was last found to have been replaced; null for never. */
  readonly anotherSinceMs: EpochMs | null;
  /** Null while everything is read. */
  readonly flood: Flood | null;
}

export type SweepStep =
  | { readonly type: 'read'; readonly sweep: Sweep }
  | { readonly type: 'wait'; readonly waitMs: number }
  | { readonly type: 'done' };

/** No sweep is running or has run, so all are due. */
export const NO_SWEEP_YET = {
  head: null,
  headPagesInRow: 0,
  settling: null,
  lastHeadMs: Number.NEGATIVE_INFINITY,
  lastSettlingMs: Number.NEGATIVE_INFINITY,
  lastSettlingPages: 0,
  skipsLate: false,
  lag: NO_LAG,
} as const satisfies Partial<SweepState>;

export function initialSweepState(span: SweepSpan, nowMs: EpochMs): SweepState {
  return {
    span,
    horizonMs: span.follow ? span.untilMs : Math.min(nowMs, span.untilMs ?? nowMs),
    // Late events may be older than the wanted history.
    floorMs: span.follow ? Math.min(span.sinceMs, nowMs - settlingWindowMs(0)) : span.sinceMs,
    readThroughMs: null,
    leastBehindMs: Number.POSITIVE_INFINITY,
    newestMs: null,
    lastNewMs: nowMs,
    latenessMs: 0,
    lastPageMs: nowMs,
    pagesWithoutNews: 0,
    lastTurnMs: 0,
    usualTurnMs: 0,
    lastSharedMs: 0,
    settledAtMs: null,
    anotherSinceMs: null,
    flood: null,
    ...NO_SWEEP_YET,
  };
}

/** What to do at `nowMs`. Asking changes nothing: a sweep has begun once its first page was read. */
export function nextStep(state: SweepState, nowMs: EpochMs): SweepStep {
  const { flood } = state;
  if (flood === null) return plannedStep(state, nowMs);
  const sample = sampleStep(flood, nowMs);
  // A sample measures how fast everything could be read, so it does not share calls with other sweeps.
  if (flood.keeps === 'nothing' || sample.type === 'read') return sample;
  const step = plannedStep(state, nowMs);
  return step.type === 'wait' ? { type: 'wait', waitMs: Math.min(step.waitMs, sample.waitMs) } : step;
}

function plannedStep(state: SweepState, nowMs: EpochMs): SweepStep {
  if (isDone(state)) return { type: 'done' };
  if (state.settling?.kind === 'leading') return { type: 'read', sweep: state.settling };
  if (leads(state, nowMs)) return { type: 'read', sweep: settlingSweep('leading', state, nowMs) };

  const quietMs = Math.max(0, nowMs - state.lastNewMs);
  const settlingEveryMs = settlingIntervalMs(quietMs, state.lastSettlingPages);
  const settlingWaitMs = state.settling === null ? waitMs(state.lastSettlingMs, settlingEveryMs, nowMs) : 0;
  const headWaitMs = state.head === null ? waitMs(state.lastHeadMs, headIntervalMs(quietMs), nowMs) : 0;
  const settlingStep = () =>
    ({ type: 'read', sweep: state.settling ?? settlingSweep('settling', state, nowMs) }) as const;

  if (fitsOnePage(state)) {
    // A settling sweep of one page replaces a head sweep, and so costs nothing.
    if (state.head === null && headWaitMs > 0) return { type: 'wait', waitMs: headWaitMs };
    if (state.head === null && settlingWaitMs === 0) {
      return { type: 'read', sweep: settlingSweep('leading', state, nowMs) };
    }
  } else if (
    settlingWaitMs === 0 &&
    (headWaitMs > 0 || state.headPagesInRow >= headPagesATurn(state, nowMs))
  ) {
    return settlingStep();
  }
  if (headWaitMs > 0) return { type: 'wait', waitMs: Math.min(headWaitMs, settlingWaitMs) };
  return { type: 'read', sweep: state.head ?? headSweep(state, nowMs) };
}

/** The time up to which the log is known to have been read; null before the first complete sweep. */
export function knownThroughMs(state: SweepState): EpochMs | null {
  if (state.readThroughMs === null) return null;
  const leading = state.settling?.kind === 'leading' ? state.settling : state.head;
  return Math.max(state.readThroughMs, leading?.progressMs ?? Number.NEGATIVE_INFINITY);
}

/**
 * How far that is behind `nowMs` or the horizon; 0 before the first complete sweep: what was never seen is not missed.
 */
export function behindMs(state: SweepState, nowMs: EpochMs): number {
  const throughMs = knownThroughMs(state);
  const horizonMs = Math.min(nowMs, state.horizonMs ?? nowMs);
  return throughMs === null ? 0 : Math.max(0, horizonMs - throughMs);
}

/** The time that reading has reached, even during the first sweep. */
export function reachedMs(state: SweepState): EpochMs {
  return knownThroughMs(state) ?? state.settling?.progressMs ?? state.floorMs;
}

/**
 * Whether no page came for longer than any pause between two calls, which is longer where many logs share the calls.
 */
export function isCutOff(state: SweepState, nowMs: EpochMs): boolean {
  return nowMs - state.lastPageMs > CUT_OFF_MS + 2 * state.lastTurnMs;
}

/**
 * How often a log that shares calls wants one: as often as possible during a sweep, whose first pages may be
 * empty. A single reading can wait.
 */
export function wantedEveryMs({ span, head, settling, pagesWithoutNews }: SweepState): number {
  if (!span.follow) return HEAD_IDLE_MS;
  return sharedIntervalMs(head === null && settling === null ? pagesWithoutNews : 0);
}

/**
 * The time before which the log is settled, once `sweep` has read everything before `readMs`: events later than the
 * settling window are given up. Never past the newest event. The window is the longest one while that costs one page, and
 * then ends at the newest event, so that a fast machine clock does not skip unseen events.
 */
export function settledBeforeMs(state: SweepState, sweep: Sweep, readMs: EpochMs): EpochMs {
  if (!state.span.follow) return Math.max(state.floorMs, readMs);
  const isOnePage = tookOnePage(state, sweep);
  const windowMs = isOnePage ? WINDOW_MOST_MS : settlingWindowMs(state.latenessMs);
  const reachMs = sweep.startedMs - REACH_MS;
  const newestMs = (state.newestMs ?? reachMs) - (isOnePage ? windowMs : 0);
  const settledMs = Math.max(Math.min(sweep.startedMs - windowMs, newestMs), reachMs);
  return Math.max(state.floorMs, Math.min(readMs, settledMs));
}

/**
 * Whether a page held all that `sweep` has read. AWS may send empty ones beside it; but where it searches for a pattern,
 * each of them is a part of the search, and a longer window takes more.
 */
export function tookOnePage({ span }: SweepState, { reads, pages, filledPages }: Sweep): boolean {
  const isSearch = span.hasPattern === true || reads === 'story';
  return (isSearch ? pages : filledPages) <= 1;
}

/** The time from which events may be read again: before the floor too, while a head sweep is on its way there. */
export function rereadFromMs(state: SweepState): EpochMs {
  return Math.min(state.floorMs, state.head?.progressMs ?? Number.POSITIVE_INFINITY);
}

/**
 * Whether everything must be read again from where the log is settled: at the start, and after a long time without a
 * page.
 */
function leads(state: SweepState, nowMs: EpochMs): boolean {
  return state.readThroughMs === null || isCutOff(state, nowMs);
}

function isDone(state: SweepState): boolean {
  if (state.settledAtMs === null) return false;
  const { follow, untilMs } = state.span;
  if (!follow) return true;
  return untilMs !== null && state.settledAtMs >= untilMs + settlingWindowMs(state.latenessMs);
}

/**
 * A settling sweep that takes longer than the span it settles gets half of the calls, as long as the newest lines can
 * wait.
 */
function headPagesATurn(state: SweepState, nowMs: EpochMs): number {
  const { settling } = state;
  const isSlow = settling !== null && nowMs - settling.startedMs > WINDOW_LEAST_MS;
  return isSlow && behindMs(state, nowMs) < CUT_OFF_MS ? 1 : HEAD_PAGES_A_TURN;
}

function fitsOnePage(state: SweepState): boolean {
  return state.lastSettlingPages <= 1 && state.settling === null;
}

function headSweep(state: SweepState, nowMs: EpochMs): Sweep {
  const readMs = state.readThroughMs ?? state.floorMs;
  const newestMs = Math.min(state.newestMs ?? state.floorMs, readMs);
  return sweepFrom('head', Math.max(newestMs - HEAD_OVERLAP_MS, state.floorMs), state, nowMs);
}

function settlingSweep(kind: 'settling' | 'leading', state: SweepState, nowMs: EpochMs): Sweep {
  return sweepFrom(kind, state.floorMs, state, nowMs);
}

function sweepFrom(
  kind: 'head' | 'settling' | 'leading',
  startMs: EpochMs,
  state: SweepState,
  nowMs: EpochMs,
): Sweep {
  return startedSweep(kind, state.flood === null ? 'all' : 'story', rangeFrom(state, startMs, nowMs), nowMs);
}

function rangeFrom(state: SweepState, startMs: EpochMs, nowMs: EpochMs): TimeRange {
  const endMs = Math.min(nowMs + AHEAD_MS, state.span.untilMs ?? Number.POSITIVE_INFINITY);
  return { startMs, endMs: Math.max(startMs, endMs) };
}

/** A clock that was set back makes everything due. */
function waitMs(lastMs: EpochMs, intervalMs: number, nowMs: EpochMs): number {
  if (nowMs < lastMs) return 0;
  return Math.max(0, lastMs + intervalMs - nowMs);
}
