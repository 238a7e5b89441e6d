import type { EpochMs } from '../../lambda/time.ts';
import { isWanted, type LogChoice, wantedItems } from '../../logs/selection/log-choice.ts';
import { gapReason } from '../../logs/sweeping/gap-watch.ts';
import { createSeenEvents } from '../../logs/sweeping/seen-events.ts';
import { REACH_MS } from '../../logs/sweeping/sweep-pace.ts';
import type { Gap, TailEvent, TailItem } from '../../logs/tail-item.ts';
import { troubleKind } from '../calls/retry.ts';
import type { FollowRequest } from './follow-request.ts';
import { followLog } from './log-follower.ts';

/** Who joins the readers of a log that has been read already. */
export interface MissedLines {
  /** Whose lines have been given. */
  readonly known: LogChoice;
  readonly newcomer: LogChoice;
  readonly sinceMs: EpochMs;
}

type ReadRequest = Omit<FollowRequest, 'group' | 'sinceMs' | 'untilMs' | 'follow' | 'onProgress' | 'sweeper'>;

/**
 * Reads once more what has been read of a log already, for the lines of who joins it. What can't be read is a gap.
 * Trouble is for who follows the log to tell: it meets the same.
 */
export async function readMissed(
  { known, newcomer, sinceMs }: MissedLines,
  request: ReadRequest,
): Promise<void> {
  const { group } = newcomer;
  const untilMs = request.clock.now();
  const end = await followLog({
    ...request,
    group,
    sinceMs,
    untilMs,
    follow: false,
    onItems(items) {
      const missed = wantedItems(newcomer, items).filter(
        (item) => item.type === 'event' && !isWanted(known, item.event.logStream),
      );
      if (missed.length > 0) request.onItems(missed);
    },
  });
  const reason = end.kind === 'failed' ? gapReason(troubleKind(end.error.kind)) : null;
  if (reason === null) return;
  const gap: Gap = { type: 'gap', startMs: sinceMs, endMs: untilMs, reason, missing: 'most' };
  request.onItems([gap]);
}

/** Lets each event of a log through once, whichever of two readings brings it. */
export interface OnceOnly {
  /** From now on what lies between may come from either. */
  expect(sinceMs: EpochMs, untilMs: EpochMs): void;
  newOf(items: readonly TailItem[]): readonly TailItem[];
}

export function createOnceOnly(): OnceOnly {
  const seen = createSeenEvents();
  let fromMs: EpochMs = Number.POSITIVE_INFINITY;
  let throughMs: EpochMs = Number.NEGATIVE_INFINITY;

  const mayComeTwice = (item: TailItem): item is TailEvent =>
    item.type === 'event' && item.event.timestampMs >= fromMs && item.event.timestampMs <= throughMs;

  return {
    expect(sinceMs, untilMs) {
      // A line may come as late as this to who follows.
      fromMs = Math.min(sinceMs, Math.max(fromMs, untilMs - REACH_MS));
      throughMs = untilMs;
    },
    newOf(items) {
      // Nobody has joined: a log is gone through by the million events, and none of them comes twice.
      if (throughMs < fromMs) return items;
      const fresh = items.filter((item) => !mayComeTwice(item) || !seen.has(item.event));
      const events = fresh.filter(mayComeTwice).map(({ event }) => event);
      if (events.length > 0) seen.keep(events, fromMs);
      return fresh;
    },
  };
}
