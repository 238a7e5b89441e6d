import type { EpochMs, TimeRange } from '../lambda/time.ts';
import { type Sweep, startedSweep } from './sweep.ts';
import {
  AHEAD_MS,
  CUT_OFF_MS,
  HEAD_OVERLAP_MS,
  HEAD_PAGES_A_TURN,
  headIntervalMs,
  REACH_MS,
  settlingIntervalMs,
  settlingWindowMs,
} from './sweep-pace.ts';

/** What of a log is wanted. */
export interface SweepSpan {
  readonly sinceMs: EpochMs;
  /** Null has no end. */
  readonly untilMs: EpochMs | null;
  /** False reads the span once and is done. */
  readonly follow: boolean;
}

/** How far a log has been read, and what runs. */
export interface SweepState {
  readonly span: SweepSpan;
  /** The end of what is wanted: what is written later can't be missed. Null has no end. */
  readonly horizonMs: EpochMs | null;
  /** Before this time the log is settled: no new sweep starts there. */
  readonly floorMs: EpochMs;
  /** All that was ingested by then has been read; null before the first sweep is complete. */
  readonly readThroughMs: EpochMs | null;
  /** The latest timestamp handed on. */
  readonly newestMs: EpochMs | null;
  /** When an event was last new, or the reading began. */
  readonly lastNewMs: EpochMs;
  /** From an event's timestamp to its ingestion, the longest seen lately. */
  readonly latenessMs: number;
  /** When a page last came, or the reading began. */
  readonly lastPageMs: EpochMs;
  readonly head: Sweep | null;
  /** Pages of head sweeps since the last page of a settling one. */
  readonly headPagesInRow: number;
  readonly settling: Sweep | null;
  readonly lastHeadMs: EpochMs;
  readonly lastSettlingMs: EpochMs;
  readonly lastSettlingPages: number;
  /** When the last complete settling sweep began. */
  readonly settledAtMs: EpochMs | null;
}

export type SweepStep =
  | { readonly type: 'read'; readonly sweep: Sweep }
  | { readonly type: 'wait'; readonly waitMs: number }
  | { readonly type: 'done' };

export function initialSweepState(span: SweepSpan, nowMs: EpochMs): SweepState {
  return {
    span,
    horizonMs: span.follow ? span.untilMs : Math.min(nowMs, span.untilMs ?? nowMs),
    floorMs: span.sinceMs,
    readThroughMs: null,
    newestMs: null,
    lastNewMs: nowMs,
    latenessMs: 0,
    lastPageMs: nowMs,
    head: null,
    headPagesInRow: 0,
    settling: null,
    lastHeadMs: Number.NEGATIVE_INFINITY,
    lastSettlingMs: Number.NEGATIVE_INFINITY,
    lastSettlingPages: 0,
    settledAtMs: null,
  };
}

/** What to do at `nowMs`. Asking changes nothing: a sweep has begun once its first page was read. */
export function nextStep(state: SweepState, nowMs: EpochMs): SweepStep {
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
    // A settling sweep of one page takes the place of a head sweep, and so costs nothing.
    if (state.head === null && headWaitMs > 0) return { type: 'wait', waitMs: headWaitMs };
    if (state.head === null && settlingWaitMs === 0) {
      return { type: 'read', sweep: settlingSweep('leading', state, nowMs) };
    }
  } else if (settlingWaitMs === 0 && (headWaitMs > 0 || state.headPagesInRow >= HEAD_PAGES_A_TURN)) {
    return settlingStep();
  }
  if (headWaitMs > 0) return { type: 'wait', waitMs: Math.min(headWaitMs, settlingWaitMs) };
  return { type: 'read', sweep: state.head ?? startedSweep('head', headRange(state, nowMs), nowMs) };
}

/** Up to where the log is known to have been read; null before the first sweep is complete. */
export function knownThroughMs(state: SweepState): EpochMs | null {
  if (state.readThroughMs === null) return null;
  const leading = state.settling?.kind === 'leading' ? state.settling : state.head;
  return Math.max(state.readThroughMs, leading?.progressMs ?? Number.NEGATIVE_INFINITY);
}

/** How far behind `nowMs`, or the horizon, that is; 0 before the first sweep is complete: what was never seen is not missed. */
export function behindMs(state: SweepState, nowMs: EpochMs): number {
  const throughMs = knownThroughMs(state);
  const horizonMs = Math.min(nowMs, state.horizonMs ?? nowMs);
  return throughMs === null ? 0 : Math.max(0, horizonMs - throughMs);
}

/** Whether no page came for longer than any pause between two calls. */
export function isCutOff(state: SweepState, nowMs: EpochMs): boolean {
  return nowMs - state.lastPageMs > CUT_OFF_MS;
}

/**
 * Before which time the log is settled, once `sweep` has read what lies before `readMs`: an event that comes later
 * than the settling window is given up. Never past the newest event, and a window before it where that costs one page,
 * so that a machine whose clock runs fast does not skip what it has not seen.
 */
export function settledBeforeMs(state: SweepState, sweep: Sweep, readMs: EpochMs): EpochMs {
  if (!state.span.follow) return Math.max(state.floorMs, readMs);
  const windowMs = settlingWindowMs(state.latenessMs);
  const reachMs = sweep.startedMs - REACH_MS;
  const newestMs = (state.newestMs ?? reachMs) - (sweep.pages <= 1 ? windowMs : 0);
  const settledMs = Math.max(Math.min(sweep.startedMs - windowMs, newestMs), reachMs);
  return Math.max(state.floorMs, Math.min(readMs, settledMs));
}

/** From when on events may be read again: below the floor too, while a head sweep is still on its way there. */
export function rereadFromMs(state: SweepState): EpochMs {
  return Math.min(state.floorMs, state.head?.progressMs ?? Number.POSITIVE_INFINITY);
}

/** Whether all must be read again from where the log is settled: at the start, and when no page came for long. */
function leads(state: SweepState, nowMs: EpochMs): boolean {
  return state.readThroughMs === null || isCutOff(state, nowMs);
}

function isDone(state: SweepState): boolean {
  if (state.settledAtMs === null) return false;
  const { follow, untilMs } = state.span;
  if (!follow) return true;
  return untilMs !== null && state.settledAtMs >= untilMs + settlingWindowMs(state.latenessMs);
}

function fitsOnePage(state: SweepState): boolean {
  return state.lastSettlingPages <= 1 && state.settling === null;
}

function headRange(state: SweepState, nowMs: EpochMs): TimeRange {
  const readMs = state.readThroughMs ?? state.floorMs;
  const newestMs = Math.min(state.newestMs ?? state.floorMs, readMs);
  return rangeFrom(state, Math.max(newestMs - HEAD_OVERLAP_MS, state.floorMs), nowMs);
}

function settlingSweep(kind: 'settling' | 'leading', state: SweepState, nowMs: EpochMs): Sweep {
  return startedSweep(kind, rangeFrom(state, state.floorMs, nowMs), nowMs);
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
