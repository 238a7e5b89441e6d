import type { EpochMs } from '../lambda/time.ts';

/**
 * Account time. Everything that concerns the account (polls, windows, ages, quotas) asks this clock; only frame
 * ticks, request time-outs and benches use wall time.
 */
export interface Clock {
  /** Account time now. */
  now(): EpochMs;
  /** Resolves after `ms` of account time, or at once when `signal` aborts. Never rejects. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** Account time = `anchorMs` + (wall − `wallStartMs`) × `speed`. */
export interface ClockSetting {
  readonly anchorMs: EpochMs;
  readonly wallStartMs: EpochMs;
  readonly speed: number;
}

export const REAL_TIME: ClockSetting = { anchorMs: 0, wallStartMs: 0, speed: 1 };

/** @param wallNow the machine's clock, in epoch milliseconds. */
export function createClock(setting: ClockSetting, wallNow: () => EpochMs = Date.now): Clock {
  const { anchorMs, wallStartMs, speed } = setting;
  return {
    // AWS takes whole milliseconds only.
    now: () => Math.floor(anchorMs + (wallNow() - wallStartMs) * speed),
    sleep: (ms, signal) => sleepOnWall(ms / speed, signal),
  };
}

function sleepOnWall(wallMs: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const finish = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', finish);
      resolve();
    };
    const timer = setTimeout(finish, Math.max(0, wallMs));
    signal?.addEventListener('abort', finish, { once: true });
  });
}
