import { type EpochMs, SECOND_MS } from '../../lambda/time.ts';
import type { Gap, GapReason, MissingLines, TroubleKind } from '../tail-item.ts';
import { type Flood, provenFlood } from './flood.ts';
import { CUT_OFF_MS } from './sweep-pace.ts';
import { behindMs, knownThroughMs, type SweepState } from './sweep-plan.ts';

/** Within this lag, a gap is over. */
const CAUGHT_UP_MS = 15 * SECOND_MS;

/** A reader that fell behind by this much more than before no longer sees the log in time. */
const FALLEN_BACK_MS = 60 * SECOND_MS;

/**
 * Changes of the gap that `state` gives at `nowMs`: one opens, one is over, or none (null).
 *
 * @param open the gap that was open before
 * @param cause why no page came; null when one has just come
 */
export function gapNews(
  open: Gap | null,
  state: SweepState,
  cause: GapReason | null,
  nowMs: EpochMs,
): Gap | null {
  const throughMs = knownThroughMs(state);
  if (throughMs === null) return null;
  const lagMs = behindMs(state, nowMs);
  const flood = provenFlood(state.flood);
  const missing = missingIn(flood);
  if (open !== null) {
    const gone = isGoneSince(open.startMs, state) ? ({ missing: 'gone' } as const) : {};
    // From here on the flood's own gap covers what is missing.
    if (flood !== null && flood.startMs >= open.startMs) return { ...open, endMs: flood.startMs, ...gone };
    if (lagMs > CAUGHT_UP_MS) return withLaterReason(open, cause);
    return { ...open, endMs: Math.max(open.startMs, throughMs), ...missing, ...gone };
  }
  // Where many logs share the calls, each is read only now and then; turns that are rare because AWS throttles excuse
  // nothing. A history that took minutes to read leaves minutes to catch up with: unread, but not a gap.
  const turnsMs = 2 * state.usualTurnMs;
  const isBehind = lagMs > state.leastBehindMs + FALLEN_BACK_MS + turnsMs;
  const hasFallenBack = isBehind || nowMs - state.lastPageMs > CUT_OFF_MS + turnsMs;
  return cause === null || !hasFallenBack || lagMs <= CAUGHT_UP_MS
    ? null
    : { type: 'gap', startMs: throughMs, endMs: null, reason: cause, ...missing };
}

/** Null where it is no news. */
function withLaterReason(open: Gap, cause: GapReason | null): Gap | null {
  const isNews = cause !== null && cause !== open.reason && open.laterReason === undefined;
  return isNews ? { ...open, laterReason: cause } : null;
}

/** Whether lines read since then are gone, because the log was replaced. */
function isGoneSince(timeMs: EpochMs, { anotherSinceMs }: SweepState): boolean {
  return anotherSinceMs !== null && anotherSinceMs >= timeMs;
}

/**
 * Changes of flood gaps that `state` gives.
 *
 * @param open the open gap of a flood reported before
 */
export function floodNews(open: Gap | null, state: SweepState): readonly Gap[] {
  const { floorMs } = state;
  const flood = provenFlood(state.flood);
  const { missing } = missingIn(flood);
  if (open?.startMs === flood?.startMs && open?.missing === missing) return [];
  const closed = open === null ? [] : [floodGap(open.startMs, flood?.startMs ?? floorMs, open.missing)];
  return flood === null ? closed : [...closed, floodGap(flood.startMs, null, missing)];
}

/** Nothing is missing where reading goes back to before the flood. */
function floodGap(startMs: EpochMs, endMs: EpochMs | null, missing: MissingLines | undefined): Gap {
  const gap: Gap = { type: 'gap', startMs, endMs: endMs && Math.max(startMs, endMs), reason: 'flood' };
  return missing === undefined || (endMs !== null && endMs <= startMs) ? gap : { ...gap, missing };
}

/** What a proven flood leaves out. */
export function missingIn(flood: Flood | null): { readonly missing?: MissingLines } {
  switch (flood?.keeps) {
    case undefined:
      return {};
    case 'story':
      return { missing: 'bulk' };
    case 'nothing':
      return { missing: 'most' };
  }
}

/** Why a log can't be seen in this trouble; null when there is nothing to see. */
export function gapReason(kind: TroubleKind): GapReason | null {
  switch (kind) {
    case 'busy':
    case 'denied':
    case 'expired':
    case 'unreachable':
      return kind;
    case 'unreadable':
    case 'malformed':
      return 'unreachable';
    case 'waiting':
      return null;
  }
}
