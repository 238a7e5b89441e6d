import { type EpochMs, MINUTE_MS } from '../../lambda/time.ts';

/** How urgently a reader wants a call of the budget. */
export interface TurnClaim {
  /** When it last had a call. */
  readonly sinceMs: EpochMs;
  /** How often it would call if it were alone. */
  readonly everyMs: number;
}

/** Readers that wait for a call, the most urgent first; equals in order of arrival. */
export interface TurnQueue {
  readonly size: number;
  /** Returns a function that leaves the queue. */
  join(claim: TurnClaim, onTurn: () => void): () => void;
  /** Takes the next reader out of the queue and gives it its turn. */
  serve(nowMs: EpochMs): void;
}

interface Waiting {
  readonly claim: TurnClaim;
  readonly onTurn: () => void;
}

export function createTurnQueue(): TurnQueue {
  const waiting = new Set<Waiting>();

  return {
    get size() {
      return waiting.size;
    },
    join(claim, onTurn) {
      const one: Waiting = { claim, onTurn };
      waiting.add(one);
      return () => waiting.delete(one);
    },
    serve(nowMs) {
      let next: Waiting | null = null;
      let most = Number.NEGATIVE_INFINITY;
      for (const one of waiting) {
        const urgency = urgencyOf(one.claim, nowMs);
        if (urgency > most) [next, most] = [one, urgency];
      }
      if (next === null) return;
      waiting.delete(next);
      next.onTurn();
    },
  };
}

/** Who has waited for so long is the more urgent, the longer it lasts. */
const PATIENCE_MS = MINUTE_MS;

/**
 * Where there are more who want calls than the budget has, they get them in inverse proportion to the square of
 * `everyMs`: who wants one five times as often gets 25 times as many. So the idle give way long before the busy slow
 * down. And as urgency grows without end, nobody waits for ever: one quiet log among a hundred busy ones gets its
 * turn within some two minutes, as what it says is news as well.
 */
export function urgencyOf({ sinceMs, everyMs }: TurnClaim, nowMs: EpochMs): number {
  const waitedMs = nowMs - sinceMs;
  return (waitedMs / everyMs ** 2) * Math.max(1, waitedMs / PATIENCE_MS) ** 2;
}
