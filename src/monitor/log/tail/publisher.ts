import type { EpochMs } from '../../../lambda/time.ts';
import type { Clock } from '../../clock.ts';

/** Publishes snapshots of a changing source: at once after a pause, and never faster than the last one allows. */
export interface Publisher<Snapshot> {
  /** The same object until the next snapshot. */
  getSnapshot(): Snapshot;
  /** Listeners are called for each new snapshot. Returns a function that unsubscribes. */
  subscribe(listener: () => void): () => void;
  /** Something changed. */
  changed(): void;
  /** Publishes pending changes now. */
  flush(): void;
  stop(): void;
}

/**
 * @param frames the clock of the screen: wall time, whatever the account's clock does
 * @param intervalMs the minimum time between snapshots
 */
export function createPublisher<Snapshot>(
  frames: Clock,
  take: () => Snapshot,
  intervalMs: (snapshot: Snapshot) => number,
): Publisher<Snapshot> {
  const stopped = new AbortController();
  const listeners = new Set<() => void>();
  let snapshot = take();
  let lastMs: EpochMs = Number.NEGATIVE_INFINITY;
  let pending = false;

  const flush = () => {
    if (!pending || stopped.signal.aborted) return;
    pending = false;
    lastMs = frames.now();
    snapshot = take();
    for (const listener of listeners) listener();
  };

  return {
    getSnapshot: () => snapshot,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    changed() {
      if (pending) return;
      pending = true;
      const publishedMs = lastMs;
      const waitMs = publishedMs + intervalMs(snapshot) - frames.now();
      if (waitMs <= 0) flush();
      else
        void frames.sleep(waitMs, stopped.signal).then(() => {
          // After a flush meanwhile, the next change waits for its own turn.
          if (lastMs === publishedMs) flush();
        });
    },
    flush,
    stop: () => stopped.abort(),
  };
}
