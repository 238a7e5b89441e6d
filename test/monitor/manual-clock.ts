import type { Clock } from '../../src/monitor/clock.ts';

/** A clock that only moves when it is told to. */
export interface ManualClock extends Clock {
  /** Advances by `ms`, waking every sleeper at its own time, and lets the work that they start run as far as it can. */
  advance(ms: number): Promise<void>;
  /** Jumps by `ms` at once, like a machine that was asleep. */
  jump(ms: number): Promise<void>;
}

interface Sleeper {
  readonly wakeMs: number;
  readonly wake: () => void;
}

export function createManualClock(startMs: number): ManualClock {
  let nowMs = startMs;
  const sleepers = new Set<Sleeper>();

  const wakeDue = async (targetMs: number, moveTo: (wakeMs: number) => void) => {
    await settled();
    for (;;) {
      const [next] = [...sleepers].sort((left, right) => left.wakeMs - right.wakeMs);
      if (next === undefined || next.wakeMs > targetMs) return;
      moveTo(next.wakeMs);
      next.wake();
      await settled();
    }
  };

  return {
    // The same value as the real clock.
    now: () => Math.floor(nowMs),
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted) return resolve();
        const wake = () => {
          sleepers.delete(sleeper);
          signal?.removeEventListener('abort', wake);
          resolve();
        };
        const sleeper: Sleeper = { wakeMs: nowMs + Math.max(0, ms), wake };
        sleepers.add(sleeper);
        signal?.addEventListener('abort', wake, { once: true });
      }),
    async advance(ms) {
      const targetMs = nowMs + ms;
      await wakeDue(targetMs, (wakeMs) => {
        nowMs = Math.max(nowMs, wakeMs);
      });
      nowMs = targetMs;
    },
    async jump(ms) {
      await settled();
      nowMs += ms;
      await wakeDue(nowMs, () => {});
    },
  };
}

/** Resolves once everything that can run without time passing has run. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
