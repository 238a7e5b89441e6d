import type { EpochMs } from '../lambda/time.ts';
import type { Clock } from './clock.ts';

/** Tells listeners of changes, at once after a pause, and never more often than `intervalMs` says by then. */
export interface Publisher {
  /** Something changed. */
  changed(): void;
  /** Publishes what is pending now. */
  flush(): void;
  stop(): void;
}

/** @param frames the clock of the screen: wall time, whatever the account's clock does. */
export function createPublisher(frames: Clock, intervalMs: () => number, publish: () => void): Publisher {
  const stopped = new AbortController();
  let lastMs: EpochMs = Number.NEGATIVE_INFINITY;
  let pending = false;

  const flush = () => {
    if (!pending || stopped.signal.aborted) return;
    pending = false;
    lastMs = frames.now();
    publish();
  };

  return {
    changed() {
      if (pending) return;
      pending = true;
      const waitMs = lastMs + intervalMs() - frames.now();
      if (waitMs <= 0) flush();
      else void frames.sleep(waitMs, stopped.signal).then(flush);
    },
    flush,
    stop: () => stopped.abort(),
  };
}
