import { type EpochMs, SECOND_MS } from '../lambda/time.ts';
import { behindMs, isCutOff, knownThroughMs, type SweepState } from './sweep-plan.ts';
import type { Gap, GapReason, TroubleKind } from './tail-item.ts';

/** No further behind than this, and a gap is over. */
const CAUGHT_UP_MS = 15 * SECOND_MS;

/** This far behind with pages that keep coming, and the log is too much for the budget. */
const FLOODED_MS = 60 * SECOND_MS;

/**
 * The news about gaps that `state` gives at `nowMs`: one opens, one is over, or nothing (null).
 * @param open the gap that was open before.
 * @param cause why no page came; null when one has just come.
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
  if (open !== null) {
    return lagMs > CAUGHT_UP_MS ? null : { ...open, endMs: Math.max(open.startMs, throughMs) };
  }
  const reason = lagMs > FLOODED_MS ? (cause ?? 'flood') : isCutOff(state, nowMs) ? cause : null;
  return reason === null || lagMs <= CAUGHT_UP_MS
    ? null
    : { type: 'gap', startMs: throughMs, endMs: null, reason };
}

/** Why a log can't be seen under `kind`; null when there is nothing to see. */
export function gapReason(kind: TroubleKind): GapReason | null {
  switch (kind) {
    case 'busy':
    case 'denied':
    case 'expired':
    case 'unreachable':
      return kind;
    case 'malformed':
      return 'unreachable';
    case 'waiting':
      return null;
  }
}
