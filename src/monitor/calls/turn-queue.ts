import { type EpochMs, MINUTE_MS } from '../../lambda/time.ts';

/** Who wants a call of the budget, and how much. */
export interface TurnClaim {
  /** Since when they have been without a call. */
  readonly sinceMs: EpochMs;
  /** How often they would make one if they were alone. */
  readonly everyMs: number;
}

/** Those who wait for a call, the most urgent first; of equals, who asked first. */
export interface TurnQueue {
  readonly size: number;
  /** Returns how to leave the queue. */
  join(claim: TurnClaim, onTurn: () => void): () => void;
  /** Takes the next one out of the queue, and gives them their turn. */
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
 * `everyMs`: who wants one five times as often gets 25 times as many. So the idle give way long before the busy slow down.
 * And as urgency grows without end, nobody waits for ever, nor for minutes: what a quiet log says is news as well.
 */
export function urgencyOf({ sinceMs, everyMs }: TurnClaim, nowMs: EpochMs): number {
  const waitedMs = nowMs - sinceMs;
  return (waitedMs / everyMs ** 2) * Math.max(1, waitedMs / PATIENCE_MS) ** 2;
}
