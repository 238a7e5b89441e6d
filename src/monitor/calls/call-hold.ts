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
  let wakeUps: (() => void)[] | null = null;
  let holding = new AbortController();

  return {
    hold(isHeld) {
      const waiting = wakeUps ?? [];
      wakeUps = isHeld ? waiting : null;
      if (isHeld) return holding.abort();
      holding = new AbortController();
      for (const wakeUp of waiting) wakeUp();
    },
    isHeld: () => wakeUps !== null,
    untilHeld: () => holding.signal,
    untilReleased: (signal) =>
      new Promise((resolve) => {
        if (wakeUps === null) return resolve();
        const stopListening = onAbort(signal, resolve);
        wakeUps.push(() => {
          stopListening();
          resolve();
        });
      }),
  };
}
