import { type EpochMs, MINUTE_MS } from '../../lambda/time.ts';

/** How urgently a reader wants a call of the budget. */
export interface TurnClaim {
  /** When it last had a call. */
  readonly sinceMs: EpochMs;
  /** How often it would call if it were alone. */
  readonly everyMs: number;
}

/** Readers that wait for a call, the most urgent first; equally urgent ones in order of arrival. */
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

/** After this wait, urgency grows ever faster. */
const PATIENCE_MS = MINUTE_MS;

/**
 * When readers want more calls than the budget has, each gets calls in inverse proportion to the square of `everyMs`:
 * one that wants calls five times as often gets 25 times as many, so idle logs give way long before busy ones slow
 * down. Urgency grows without limit, so no reader waits for ever: one quiet log among a hundred busy ones gets its turn
 * within about two minutes, because its lines are news as well.
 */
export function urgencyOf({ sinceMs, everyMs }: TurnClaim, nowMs: EpochMs): number {
  const waitedMs = nowMs - sinceMs;
  return (waitedMs / everyMs ** 2) * Math.max(1, waitedMs / PATIENCE_MS) ** 2;
}
