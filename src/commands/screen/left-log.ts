import { MINUTE_MS } from '../../lambda/time.ts';
import type { Clock } from '../../monitor/clock.ts';
import type { LogTail } from '../../monitor/log/log-tail.ts';
import type { OpenedTail } from '../../views/parts/app-settings.ts';

/** A log that is read, whoever looks at it. */
export type OpenLog = Omit<Extract<OpenedTail, { readonly kind: 'open' }>, 'leave'>;

/** What was read of the log that somebody has left last: who comes back finds it as it was, and what came since. */
export interface LeftLog {
  /** Somebody wants to see a log. */
  visit(word: string): Visit;
  close(): void;
}

interface Visit {
  /** The log, read on from where it stood; null where nothing of it is kept. */
  readonly found: OpenLog | null;
  /** Nobody looks any more. Keeps what was read for a while, instead of what was kept before. @param log null is none. */
  leave(log: OpenLog | null): void;
}

/** As long as a log that is opened is read back anyway: to catch up costs no more than to begin anew. */
export const KEPT_MS = 3 * MINUTE_MS;

/** The log that is looked at meanwhile needs memory, too. */
const MOST_FILL = 1 / 2;

/** @param clock which nobody wakes. */
export function createLeftLog(clock: Clock): LeftLog {
  const visits = new Map<symbol, string>();
  let kept: { readonly word: string; readonly log: OpenLog; readonly over: AbortController } | null = null;

  const forget = () => {
    kept?.over.abort();
    kept?.log.tail.close();
    kept = null;
  };

  const keep = (word: string, log: OpenLog) => {
    forget();
    const over = new AbortController();
    const ours = { word, log, over };
    kept = ours;
    log.tail.hold();
    void clock.sleep(KEPT_MS, over.signal).then(() => {
      if (kept === ours) forget();
    });
  };

  const takeBack = (word: string): OpenLog | null => {
    if (kept?.word !== word) return null;
    const { log, over } = kept;
    if (!isGoingOn(log.tail)) {
      forget();
      return null;
    }
    kept = null;
    over.abort();
    log.tail.goOn();
    return log;
  };

  return {
    visit(word) {
      const id = Symbol(word);
      visits.set(id, word);
      return {
        found: takeBack(word),
        leave(log) {
          if (!visits.delete(id) || log === null) return;
          // One that was left before it was there: who came back has opened it once more.
          const isLookedAt = [...visits.values()].includes(word);
          if (isLookedAt || !isGoingOn(log.tail) || log.tail.fill() > MOST_FILL) log.tail.close();
          else keep(word, log);
        },
      };
    },
    close: forget,
  };
}

function isGoingOn(tail: LogTail): boolean {
  const { follow, status } = tail.getSnapshot();
  return follow && status !== 'ended';
}
