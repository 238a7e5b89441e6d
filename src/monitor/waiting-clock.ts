import { setImmediate as nextTurn } from 'node:timers/promises';
import type { EpochMs } from '../lambda/time.ts';
import { onAbort } from './abort.ts';
import { type Clock, type ClockSetting, LONGEST_TIMER_MS } from './clock.ts';

interface Sleeper {
  readonly dueMs: number;
  wake(): void;
}

/** By then, work that a sleeper began is done or waits for something other than its turn. */
const MOST_TURNS = 100;

export interface WaitingClock extends Clock {
  /** Starts over with the work begun now: nobody has used it yet. */
  restart(): void;
  /** From now on passes so many seconds in a second, for those asleep too; none while it is zero. */
  setSpeed(speed: number): void;
}

/**
 * A clock that waits for its users: it passes no moment that somebody sleeps until before they have run, and
 * stands still while they work. On a machine too slow for `speed`, a replay takes longer but shows the same.
 *
 * @param wallNow the machine's clock, in epoch milliseconds
 */
export function waitingClock(setting: ClockSetting, wallNow: () => EpochMs = Date.now): WaitingClock {
  let { anchorMs, wallStartMs, speed } = setting;
  const sleepers = new Set<Sleeper>();
  /** Account time that passed on the machine without counting. */
  let lostMs = 0;
  /** When it stands still; null while it runs. */
  let heldMs: number | null = null;
  let timer: NodeJS.Timeout | undefined;

  const runMs = () => anchorMs + (wallNow() - wallStartMs) * speed - lostMs;
  const firstDueMs = () =>
    [...sleepers].reduce((firstMs, { dueMs }) => Math.min(firstMs, dueMs), Number.POSITIVE_INFINITY);
  const exactMs = () => heldMs ?? Math.min(firstDueMs(), runMs());

  const setTimer = () => {
    clearTimeout(timer);
    if (heldMs !== null || speed === 0 || sleepers.size === 0) return;
    timer = setTimeout(wakeFirst, Math.min(LONGEST_TIMER_MS, (firstDueMs() - exactMs()) / speed));
  };

  const wakeFirst = () => {
    const dueMs = firstDueMs();
    if (runMs() < dueMs) return setTimer();
    heldMs = dueMs;
    const asleep = sleepers.size;
    for (const sleeper of [...sleepers]) if (sleeper.dueMs <= dueMs) sleeper.wake();
    void goOnAfterWork(asleep);
  };

  /** @param asleep the number of sleepers when all are done */
  const goOnAfterWork = async (asleep: number) => {
    for (let turn = 0; turn < MOST_TURNS && sleepers.size < asleep; turn += 1) await nextTurn();
    if (heldMs !== null) lostMs += runMs() - heldMs;
    heldMs = null;
    setTimer();
  };

  return {
    restart() {
      clearTimeout(timer);
      heldMs = anchorMs;
      void goOnAfterWork(sleepers.size + 1);
    },
    setSpeed(next) {
      [anchorMs, wallStartMs, lostMs, speed] = [runMs(), wallNow(), 0, next];
      setTimer();
    },
    // AWS accepts whole milliseconds only.
    now: () => Math.floor(exactMs()),
    sleep(ms, signal) {
      return new Promise((resolve) => {
        if (signal?.aborted) return resolve();
        const sleeper: Sleeper = {
          // Somebody who sleeps for no time until time has passed must let it pass.
          dueMs: exactMs() + Math.max(ms, Math.min(1, speed || 1)),
          wake() {
            sleepers.delete(sleeper);
            stopListening?.();
            resolve();
          },
        };
        sleepers.add(sleeper);
        const stopListening =
          signal &&
          onAbort(signal, () => {
            sleeper.wake();
            setTimer();
          });
        setTimer();
      });
    },
  };
}
