import type { Clock } from '../../src/monitor/clock.ts';

/**
 * A clock for monitors that use real sockets. Short waits (a turn in the call budget, a pause before a retry) pass at
 * once; a long one, for the next poll, lasts until the test lets time pass.
 */
export interface SteppedClock extends Clock {
  /** Lets `ms` pass, waking long waits at their own times; resolves once all that were woken wait again. */
  pass(ms: number): Promise<void>;
  /** Jumps by `ms` at once, like a machine that was asleep. */
  oversleep(ms: number): Promise<void>;
  /** Resolves once there is a long wait. */
  atRest(): Promise<void>;
  /** Yields `count` times to work that needs no time to pass. */
  turns(count: number): Promise<void>;
}

interface Sleeper {
  readonly wakeMs: number;
  readonly wake: () => void;
}

const LONG_MS = 9_500;

export function createSteppedClock(startMs: number): SteppedClock {
  let nowMs = startMs;
  const sleepers = new Set<Sleeper>();
  const resting: (() => void)[] = [];

  const atRest = () =>
    new Promise<void>((resolve) => {
      if (sleepers.size > 0) resolve();
      else resting.push(resolve);
    });

  const sleepLong = (ms: number, signal?: AbortSignal) =>
    new Promise<void>((resolve) => {
      const wake = () => {
        sleepers.delete(sleeper);
        signal?.removeEventListener('abort', wake);
        resolve();
      };
      const sleeper: Sleeper = { wakeMs: nowMs + ms, wake };
      sleepers.add(sleeper);
      signal?.addEventListener('abort', wake, { once: true });
      for (const rest of resting.splice(0)) rest();
    });

  const sleepShort = (ms: number) =>
    new Promise<void>((resolve) => {
      const wakeMs = nowMs + Math.max(0, ms);
      setImmediate(() => {
        nowMs = Math.max(nowMs, wakeMs);
        resolve();
      });
    });

  return {
    now: () => nowMs,
    sleep: (ms, signal) =>
      signal?.aborted ? Promise.resolve() : ms < LONG_MS ? sleepShort(ms) : sleepLong(ms, signal),
    atRest,
    async turns(count) {
      for (let turn = 0; turn < count; turn++) await sleepShort(0);
    },
    async pass(ms) {
      const targetMs = nowMs + ms;
      for (;;) {
        await atRest();
        const [next] = [...sleepers].sort((left, right) => left.wakeMs - right.wakeMs);
        if (next === undefined || next.wakeMs > targetMs) break;
        nowMs = Math.max(nowMs, next.wakeMs);
        next.wake();
      }
      nowMs = Math.max(nowMs, targetMs);
    },
    async oversleep(ms) {
      await atRest();
      nowMs += ms;
      for (const { wakeMs, wake } of [...sleepers]) if (wakeMs <= nowMs) wake();
      await atRest();
    },
  };
}
