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
} from './sweep-pace.ts';

/** What of a log is wanted. */
export interface SweepSpan {
  readonly sinceMs: EpochMs;
  /** Null has no end. */
  readonly untilMs: EpochMs | null;
  /** False reads the span once and is done. */
  readonly follow: boolean;
  /** Whether a filter pattern of the person's own says what is wanted. */
  readonly hasPattern?: boolean;
}

/** How far a log has been read, and what runs. */
export interface SweepState {
  readonly span: SweepSpan;
  /** The end of what is wanted: what is written later can't be missed. Null has no end. */
  readonly horizonMs: EpochMs | null;
  /** Before this time the log is settled: no new sweep starts there. */
  readonly floorMs: EpochMs;
  /** All before then has been read, but for what came late; null before the first sweep is complete. */
  readonly readThroughMs: EpochMs | null;
  /** How near to the present a complete sweep has ended: no nearer than the history was long, at first. */
  readonly leastBehindMs: number;
  /** The latest timestamp handed on, but for what came by itself while there was something unread before it. */
  readonly newestMs: EpochMs | null;
  /** When an event was last new, or the reading began. */
  readonly lastNewMs: EpochMs;
  /** From an event's timestamp to its ingestion, the longest seen lately. */
  readonly latenessMs: number;
  /** When a page last came, or the reading began. */
  readonly lastPageMs: EpochMs;
  /** Pages in a row that brought nothing new. */
  readonly pagesWithoutNews: number;
  /** How long the call for that page had to wait for its turn among those of other logs. */
  readonly lastTurnMs: number;
  readonly head: Sweep | null;
  /** Pages of head sweeps since the last page of a settling one. */
  readonly headPagesInRow: number;
  readonly settling: Sweep | null;
  readonly lastHeadMs: EpochMs;
  readonly lastSettlingMs: EpochMs;
  readonly lastSettlingPages: number;
  /** When the last complete settling sweep of all that is wanted began. */
  readonly settledAtMs: EpochMs | null;
  /** Whether the log grows too fast to be read twice: what comes late is not looked for then. */
  readonly skipsLate: boolean;
  readonly lag: ReadingLag;
  /** When it was last seen that the log is another than the one that was read before; null where it never was. */
  readonly anotherSinceMs: EpochMs | null;
  /** Null while all is read. */
  readonly flood: Flood | null;
}

export type SweepStep =
  | { readonly type: 'read'; readonly sweep: Sweep }
  | { readonly type: 'wait'; readonly waitMs: number }
  | { readonly type: 'done' };

/** No sweep runs or has run, so that all are due. */
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
    // Late events may be older than the history that is wanted.
    floorMs: span.follow ? Math.min(span.sinceMs, nowMs - settlingWindowMs(0)) : span.sinceMs,
    readThroughMs: null,
    leastBehindMs: Number.POSITIVE_INFINITY,
    newestMs: null,
    lastNewMs: nowMs,
    latenessMs: 0,
    lastPageMs: nowMs,
    pagesWithoutNews: 0,
    lastTurnMs: 0,
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
  // A sample shows how fast all could be read, and so is not shared with what else there is to read.
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
    // A settling sweep of one page takes the place of a head sweep, and so costs nothing.
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

/** Whether no page came for longer than any pause between two calls: where many logs share the calls, that is longer. */
export function isCutOff(state: SweepState, nowMs: EpochMs): boolean {
  return nowMs - state.lastPageMs > CUT_OFF_MS + 2 * state.lastTurnMs;
}

/**
 * How often a log wants to be asked for that shares its calls with others: as often as may be while a sweep is at its pages,
 * of which the first may be empty. What is read once can wait: nobody follows it.
 */
export function wantedEveryMs({ span, head, settling, pagesWithoutNews }: SweepState): number {
  if (!span.follow) return HEAD_IDLE_MS;
  return sharedIntervalMs(head === null && settling === null ? pagesWithoutNews : 0);
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

/** A settling sweep that takes longer than what it settles gets half of the calls, as long as the newest lines can wait. */
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
