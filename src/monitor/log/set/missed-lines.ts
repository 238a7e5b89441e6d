import type { EpochMs } from '../../../lambda/time.ts';
import { isWanted, type LogChoice, wantedItems } from '../../../logs/selection/log-choice.ts';
import { gapReason } from '../../../logs/sweeping/gap-watch.ts';
import { createSeenEvents } from '../../../logs/sweeping/seen-events.ts';
import { REACH_MS } from '../../../logs/sweeping/sweep-pace.ts';
import type { Gap, TailEvent, TailItem } from '../../../logs/tail-item.ts';
import { troubleKind } from '../../calls/retry.ts';
import type { FollowRequest } from '../follow-request.ts';
import { followLog } from '../reading/log-follower.ts';

/** A reader that joins a log which has been read already. */
export interface MissedLines {
  /** The choice whose lines were already delivered. */
  readonly known: LogChoice;
  readonly newcomer: LogChoice;
  readonly sinceMs: EpochMs;
}

type ReadRequest = Omit<FollowRequest, 'group' | 'sinceMs' | 'untilMs' | 'follow' | 'onProgress' | 'sweeper'>;

/**
 * Reads again what has been read of a log, for a choice that joins it. What can't be read becomes a gap. The reader
 * that follows the log reports trouble: it meets the same.
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
  const reason = end.kind === 'failed' ? gapReason(troubleKind(end.error)) : null;
  if (reason === null) return;
  const gap: Gap = { type: 'gap', startMs: sinceMs, endMs: untilMs, reason, missing: 'most' };
  request.onItems([gap]);
}

/** Passes each event of a log once, whichever of two readings brings it. */
export interface OnceOnly {
  /** From now on events in this span may come from either reading. */
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
      // A line may reach the follower this late.
      fromMs = Math.min(sinceMs, Math.max(fromMs, untilMs - REACH_MS));
      throughMs = untilMs;
    },
    newOf(items) {
      // No reader joined: logs run to millions of events, and none of them comes twice.
      if (throughMs < fromMs) return items;
      const fresh = items.filter((item) => !mayComeTwice(item) || !seen.has(item.event));
      const events = fresh.filter(mayComeTwice).map(({ event }) => event);
      if (events.length > 0) seen.keep(events, fromMs);
      return fresh;
    },
  };
}
