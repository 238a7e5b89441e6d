import type { BindingLimit } from '../assessment.ts';
import type { LiveMemory } from '../capacity-memory.ts';
import type { InFlight } from '../in-flight/in-flight.ts';
import { judgeLive, type LiveJudgement } from './live-judgement.ts';
import { liveLoadOf } from './live-load.ts';

/**
 * Judges the log against the binding limit, to the second. Null where that is impossible: other functions' use of the
 * account pool is in their logs, and their use minutes ago added to one function's present use is a level that the pool
 * never had. For a source, minutes count rather than seconds.
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
    case 'provisioned':
    case 'off':
    case 'unknown':
      return null;
  }
}

/** Requests a second equal the concurrency of one-second requests. */
function judgeRate(limit: number, inFlight: InFlight, before: LiveMemory | null): LiveJudgement | null {
  const { arrivals } = inFlight;
  const asOneSecond = { ...inFlight, peaks: arrivals, means: arrivals, callMs: 1_000, mixingMs: 1_000 };
  const judged = judgeLive(asOneSecond, limit, before);
  const own = liveLoadOf(inFlight);
  return judged === null || own === null ? null : { ...judged, level: own.level };
}
