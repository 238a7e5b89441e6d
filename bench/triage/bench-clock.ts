import type { Clock } from '../../src/monitor/clock.ts';

const LONG_MS = 9_500;

/**
 * Account time that stands still except for short waits: a turn in the call budget passes at once, and the wait for the
 * next poll lasts until the monitor is stopped.
 */
export function benchClock(startMs: number): Clock {
  let nowMs = startMs;
  return {
    now: () => nowMs,
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted) return resolve();
        if (ms >= LONG_MS) {
          signal?.addEventListener('abort', () => resolve(), { once: true });
          return;
        }
        const wakeMs = nowMs + Math.max(0, ms);
        setImmediate(() => {
          nowMs = Math.max(nowMs, wakeMs);
          resolve();
        });
      }),
  };
}
