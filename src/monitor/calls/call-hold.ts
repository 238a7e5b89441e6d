import { onAbort } from '../abort.ts';

/** Whether calls may be made at all. Calls under way complete in any case. */
export interface CallHold {
  /** While held, no call may start: `take` waits. */
  hold(isHeld: boolean): void;
  isHeld(): boolean;
  /** Aborts when calls are held: sessions that cost without calls end then. */
  untilHeld(): AbortSignal;
  /** Resolves when calls are no longer held, or when `signal` aborts. */
  untilReleased(signal: AbortSignal): Promise<void>;
}

export function createCallHold(): CallHold {
  /** Of the calls that wait; null while calls are not held. */
  let wakeUps: Set<() => void> | null = null;
  let holding = new AbortController();

  return {
    hold(isHeld) {
      const waiting = wakeUps;
      // Sessions listen until the next time: they must not lose it to a release that releases nothing.
      if (isHeld === (waiting !== null)) return;
      wakeUps = isHeld ? new Set() : null;
      if (isHeld) return holding.abort();
      holding = new AbortController();
      for (const wakeUp of waiting ?? []) wakeUp();
    },
    isHeld: () => wakeUps !== null,
    untilHeld: () => holding.signal,
    untilReleased(signal) {
      const waiting = wakeUps;
      if (waiting === null) return Promise.resolve();
      return new Promise((resolve) => {
        const wakeUp = () => {
          waiting.delete(wakeUp);
          stopListening();
          resolve();
        };
        waiting.add(wakeUp);
        const stopListening = onAbort(signal, () => {
          waiting.delete(wakeUp);
          resolve();
        });
      });
    },
  };
}
