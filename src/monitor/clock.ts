import type { EpochMs } from '../lambda/time.ts';
import { onAbort } from './abort.ts';

/**
 * Account time. Everything that concerns the account (polls, windows, ages, quotas) asks this clock; only frame
 * ticks, request time-outs, how long answers take and benches use wall time.
 */
export interface Clock {
  /** Account time now. */
  now(): EpochMs;
  /** Resolves after `ms` of account time, or at once when `signal` aborts. Never rejects. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/**
 * Time that passes on this machine, from any origin: it measures AWS's latency, whatever the account's clock does.
 */
export type WallTime = Clock;

export const WALL_TIME: WallTime = { now: () => performance.now(), sleep: sleepOnWall };

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
    // AWS accepts whole milliseconds only.
    now: () => Math.floor(anchorMs + (wallNow() - wallStartMs) * speed),
    sleep: (ms, signal) => sleepOnWall(ms / speed, signal),
  };
}

/** The time according to AWS, which corrects a clock. */
export interface TimeSignal {
  /** Account time by this machine's clock alone. */
  machineNow(): EpochMs;
  /** Call when a request is sent; call the returned function with the time in the answer, in whole seconds. */
  asking(): (toldMs: EpochMs) => void;
}

/** Half a minute is harmless; with a larger error lmon would look for events where none are yet. */
const TOLERATED_MS = 30_000;

/** AWS never gives an earlier time: a source that does is not AWS, or is broken. */
const EARLIEST_TOLD_MS = Date.UTC(2015, 0);
const LATEST_TOLD_MS = Date.UTC(2100, 0);

/**
 * A clock corrected by AWS: if the machine's clock is off by more than half a minute, account time follows AWS. The
 * first answer is believed; later ones only if two in a row agree, so that a single odd answer changes nothing.
 */
export function corrected(machine: Clock): Clock & TimeSignal {
  let skewMs = 0;
  let isFirst = true;
  let doubtedMs: number | null = null;

  const hear = (wantedMs: number) => {
    const isAgreed = doubtedMs !== null && Math.abs(wantedMs - doubtedMs) <= TOLERATED_MS;
    if (isFirst || isAgreed) skewMs = wantedMs;
    doubtedMs = isFirst || isAgreed ? null : wantedMs;
  };

  return {
    now: () => machine.now() + skewMs,
    sleep: machine.sleep,
    machineNow: machine.now,
    asking() {
      const askedMs = machine.now();
      return (toldMs) => {
        if (!(toldMs >= EARLIEST_TOLD_MS && toldMs <= LATEST_TOLD_MS)) return;
        const nowMs = machine.now();
        // The time was read somewhere between request and now, and the header drops the fraction of its second.
        const behindMs = toldMs - (nowMs + skewMs);
        const aheadMs = askedMs + skewMs - (toldMs + 1_000);
        if (Math.max(behindMs, aheadMs) > TOLERATED_MS)
          hear(Math.round(toldMs + 500 - (askedMs + nowMs) / 2));
        else doubtedMs = null;
        isFirst = false;
      };
    },
  };
}

export interface WakeableClock extends Clock {
  /** Wakes every sleeper: there is news for them. */
  wake(): void;
}

export function wakeableClock(clock: Clock): WakeableClock {
  let waking = new AbortController();
  return {
    now: clock.now,
    async sleep(ms, signal) {
      const own = new AbortController();
      const end = () => own.abort();
      const stopListening = [
        onAbort(waking.signal, end),
        ...(signal === undefined ? [] : [onAbort(signal, end)]),
      ];
      await clock.sleep(ms, own.signal);
      for (const stop of stopListening) stop();
    },
    wake() {
      waking.abort();
      waking = new AbortController();
    },
  };
}

/** Node has no longer timers: it would fire such a timer at once. */
export const LONGEST_TIMER_MS = 2 ** 31 - 1;

async function sleepOnWall(wallMs: number, signal?: AbortSignal): Promise<void> {
  for (let leftMs = wallMs; leftMs > LONGEST_TIMER_MS && signal?.aborted !== true; leftMs -= LONGEST_TIMER_MS)
    await timerOnWall(LONGEST_TIMER_MS, signal);
  await timerOnWall(Math.max(0, wallMs) % LONGEST_TIMER_MS, signal);
}

function timerOnWall(wallMs: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const finish = () => {
      clearTimeout(timer);
      stopListening?.();
      resolve();
    };
    const timer = setTimeout(finish, Math.max(0, wallMs));
    const stopListening = signal && onAbort(signal, finish);
  });
}
