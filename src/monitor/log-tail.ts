import type { EpochMs } from '../lambda/time.ts';
import { createEventRing, type EventRing, type EventRingLimits } from '../logs/event-ring.ts';
import { createLogActivity } from '../logs/log-activity.ts';
import type { LogPlace } from '../logs/log-order.ts';
import type { Notice, TailItem } from '../logs/tail-item.ts';
import type { RawText } from '../terminal/text.ts';
import type { Clock } from './clock.ts';
import {
  type FollowEnd,
  type FollowProgress,
  type FollowRequest,
  followLog,
  READ_LOG_ACTION,
} from './log-follower.ts';
import { createPublisher } from './publisher.ts';
import {
  statusAfterEnd,
  statusAfterItems,
  statusAfterProgress,
  type TailError,
  type TailStatus,
} from './tail-status.ts';

/** What the tail screen shows of one log. A new object with each change. */
export interface LogTailSnapshot {
  readonly group: RawText;
  readonly status: TailStatus;
  /** The last thing that went wrong, while it lasts. */
  readonly error: TailError | null;
  /** Whether new events are read as they come. */
  readonly follow: boolean;
  /** Items in memory: events, gaps and notices, in log order. */
  readonly itemCount: number;
  /** How many made room for newer ones. */
  readonly dropped: number;
  readonly newestMs: EpochMs | null;
  /** Up to where the log has been read; null before that is known. */
  readonly readThroughMs: EpochMs | null;
  readonly linesPerSecond: number;
  /** Execution environments that wrote in the last 5 minutes. */
  readonly environments: number;
  /** Calls in the last minute that read logs, for all tails of this process. */
  readonly callsPerMinute: number;
}

export interface LogTail {
  getSnapshot(): LogTailSnapshot;
  /** Listeners hear of a new snapshot at most every 100 ms. Returns how to stop listening. */
  subscribe(listener: () => void): () => void;
  /** A copy of at most `count` items from `start` on; 0 is the oldest in memory. */
  items(start: number, count: number): readonly TailItem[];
  /** The index of the first item at or behind `place`: rows move when late events and gaps come in between. */
  indexOf(place: LogPlace): number;
  /** Settled when the reading is over. */
  readonly ended: Promise<FollowEnd>;
  close(): void;
}

export interface LogTailRequest extends Omit<FollowRequest, 'signal' | 'onItems' | 'onProgress'> {
  /** The clock of the screen: wall time. */
  readonly frames: Clock;
  readonly limits?: EventRingLimits;
  /** What the person should know before anything was read. */
  readonly notices?: readonly Notice[];
}

export const PUBLISH_INTERVAL_MS = 100;

const DEFAULT_LIMITS: EventRingLimits = { maxItems: 100_000, maxBytes: 96 * 1024 * 1024 };

/** Starts to read a log and keeps its newest part for a screen. */
export function openLogTail(request: LogTailRequest): LogTail {
  const { clock, budget, frames, limits = DEFAULT_LIMITS, notices = [] } = request;
  const ring: EventRing = createEventRing(limits);
  ring.insert(notices);
  const activity = createLogActivity();
  const closed = new AbortController();
  const listeners = new Set<() => void>();
  let status: TailStatus = 'starting';
  let error: TailError | null = null;
  let progress: FollowProgress = { readThroughMs: null, newestMs: null };

  const snapshot = (): LogTailSnapshot => {
    const nowMs = clock.now();
    const { readThroughMs, newestMs } = progress;
    return {
      group: request.group,
      status,
      error,
      follow: request.follow,
      itemCount: ring.size,
      dropped: ring.dropped,
      newestMs,
      readThroughMs,
      linesPerSecond: activity.linesPerSecond(readThroughMs ?? nowMs),
      environments: activity.environmentCount(readThroughMs ?? nowMs),
      callsPerMinute: budget.state().find(({ action }) => action === READ_LOG_ACTION)?.callsLastMinute ?? 0,
    };
  };

  let current = snapshot();
  const publisher = createPublisher(frames, PUBLISH_INTERVAL_MS, () => {
    current = snapshot();
    for (const listener of listeners) listener();
  });

  const ended = followLog({
    ...request,
    signal: closed.signal,
    onItems(items) {
      ring.insert(items);
      activity.add(items.flatMap((item) => (item.type === 'event' ? [item.event] : [])));
      ({ status, error } = statusAfterItems({ status, error }, items));
      publisher.changed();
    },
    onProgress(news) {
      progress = news;
      status = statusAfterProgress(status, news.readThroughMs);
      publisher.changed();
    },
  }).then((end) => {
    ({ status, error } = statusAfterEnd({ status, error }, end));
    publisher.changed();
    publisher.flush();
    return end;
  });

  return {
    getSnapshot: () => current,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    items: ring.view,
    indexOf: ring.indexOf,
    ended,
    close() {
      publisher.stop();
      closed.abort();
    },
  };
}
