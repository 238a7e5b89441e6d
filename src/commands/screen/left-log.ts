import { MINUTE_MS } from '../../lambda/time.ts';
import type { Clock } from '../../monitor/clock.ts';
import type { LogTail } from '../../monitor/log/log-tail.ts';
import type { OpenedTail } from '../../views/parts/app-settings.ts';

/** A log that is read, whoever looks at it. */
export type OpenLog = Omit<Extract<OpenedTail, { readonly kind: 'open' }>, 'leave'>;

/** What was read of the log that somebody has left last: who comes back finds it as it was, and what came since. */
export interface LeftLog {
  /** Keeps what was read of a log for a while; what was kept before it is given up. */
  keep(word: string, log: OpenLog): void;
  /** Gives it back, read on from where it stood; null where nothing of that log is kept. */
  takeBack(word: string): OpenLog | null;
  close(): void;
}

/** As long as a log that is opened is read back anyway: to catch up costs no more than to begin anew. */
const KEPT_MS = 3 * MINUTE_MS;

export function createLeftLog(clock: Clock): LeftLog {
  let kept: { readonly word: string; readonly log: OpenLog; readonly over: AbortController } | null = null;

  const forget = () => {
    kept?.over.abort();
    kept?.log.tail.close();
    kept = null;
  };

  return {
    keep(word, log) {
      forget();
      if (!isGoingOn(log.tail)) return log.tail.close();
      const over = new AbortController();
      kept = { word, log, over };
      log.tail.hold();
      void clock.sleep(KEPT_MS, over.signal).then(() => {
        if (kept?.log === log && !over.signal.aborted) forget();
      });
    },
    takeBack(word) {
      if (kept === null || kept.word !== word) return null;
      const { log, over } = kept;
      kept = null;
      over.abort();
      log.tail.goOn();
      return log;
    },
    close: forget,
  };
}

function isGoingOn(tail: LogTail): boolean {
  const { follow, status } = tail.getSnapshot();
  return follow && status !== 'ended';
}
