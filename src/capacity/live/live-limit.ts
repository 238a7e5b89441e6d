import type { BindingLimit } from '../assessment.ts';
import type { LiveMemory } from '../capacity-memory.ts';
import type { InFlight } from '../in-flight/in-flight.ts';
import { judgeLive, type LiveJudgement } from './live-judgement.ts';
import { liveLoadOf } from './live-load.ts';

/**
 * Judges to the second what a log tells of the limit that binds. Null where it tells nothing of that: what others draw
 * on the account pool stands in their logs, and what they did minutes ago, put together with what one does now, is a
 * level that the pool never had. Of a source not its seconds count but its minutes.
 */
export function judgeLiveAgainst(
  limit: BindingLimit,
  inFlight: InFlight,
  before: LiveMemory | null,
): LiveJudgement | null {
  switch (limit.kind) {
    case 'reserved':
      return judgeLive(inFlight, limit.value, before);
    case 'requestRate':
      return judgeRate(limit.value, inFlight, before);
    case 'account':
    case 'source':
    case 'off':
    case 'unknown':
      return null;
  }
}

/** Requests a second are what would be in flight if each request took a second. */
function judgeRate(limit: number, inFlight: InFlight, before: LiveMemory | null): LiveJudgement | null {
  const { arrivals } = inFlight;
  const asOneSecond = { ...inFlight, peaks: arrivals, means: arrivals, callMs: 1_000, mixingMs: 1_000 };
  const judged = judgeLive(asOneSecond, limit, before);
  const own = liveLoadOf(inFlight);
  return judged === null || own === null ? null : { ...judged, level: own.level };
}
