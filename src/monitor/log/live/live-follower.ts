import { provenFlood } from '../../../logs/sweeping/flood.ts';
import {
  createLiveSweeper,
  type LiveSweeper,
  type StreamUpdate,
} from '../../../logs/sweeping/live-sweeper.ts';
import { reachedMs } from '../../../logs/sweeping/sweep-plan.ts';
import type { TailItem } from '../../../logs/tail-item.ts';
import { createLeftOutCount } from '../../../logs/trouble/left-out-count.ts';
import { onAbort } from '../../abort.ts';
import type { FollowEnd, FollowProgress, FollowRequest } from '../follow-request.ts';
import { followLog } from '../reading/log-follower.ts';
import { budgetFor } from '../regional-budget.ts';
import { keepSessions, type LiveLog } from './live-sessions.ts';

export interface LiveFollowRequest extends FollowRequest {
  readonly live: LiveLog;
}

/** Updates that may wait while the history is read, so that older lines come first: ten seconds' worth. */
const MOST_HELD = 10;

/**
 * Like `followLog`, but passes on a Live Tail session's events at once. Polling fills in what no session tells, and
 * takes over without one.
 */
export async function followLive(request: LiveFollowRequest): Promise<FollowEnd> {
  const { clock, sinceMs, untilMs, follow } = request;
  const sweeper = createLiveSweeper(
    { sinceMs, untilMs, follow, hasPattern: request.pattern !== null },
    clock.now(),
  );
  const leftOut = createLeftOutCount();
  const held: StreamUpdate[] = [];
  const ended = new AbortController();
  const stopListening = onAbort(request.signal, () => ended.abort());

  const give = (items: readonly TailItem[]) => {
    if (items.length > 0) request.onItems(items);
  };
  const progress = (): FollowProgress => ({
    readThroughMs: sweeper.state.readThroughMs,
    reachedMs: reachedMs(sweeper.state),
    newestMs: sweeper.state.newestMs,
    floodKeeps: provenFlood(sweeper.state.flood)?.keeps ?? null,
  });
  const release = () => {
    for (const update of held.splice(0)) {
      give(sweeper.hear(update, clock.now()));
      leftOut.more(update.leftOut ?? 0);
    }
    give(leftOut.news(clock.now()));
    give(gapItems(sweeper));
  };

  const sessions = keepSessions({
    ...request,
    budget: budgetFor(request.group, request.budget),
    signal: ended.signal,
    onExpected: () => sweeper.expect(clock.now()),
    onUpdate(update) {
      held.push(update);
      if (sweeper.state.readThroughMs === null && held.length < MOST_HELD) return;
      release();
      if (sweeper.state.readThroughMs !== null) request.onProgress?.(progress());
    },
    onLost() {
      release();
      give(leftOut.rest(clock.now()));
      sweeper.lose();
    },
    onNotice: (notice) => give([notice]),
  });
  const end = await followLog({
    ...request,
    sweeper,
    onProgress(news) {
      release();
      request.onProgress?.(news);
    },
  });
  stopListening();
  ended.abort();
  await sessions;
  return end;
}

function gapItems(sweeper: LiveSweeper): readonly TailItem[] {
  const news = sweeper.gapNews();
  return news === null ? [] : [news];
}
