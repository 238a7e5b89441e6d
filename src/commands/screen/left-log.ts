import { MINUTE_MS } from '../../lambda/time.ts';
import type { EventRingLimits } from '../../logs/ring/event-ring.ts';
import type { Clock } from '../../monitor/clock.ts';
import { DEFAULT_LIMITS, type LogTail } from '../../monitor/log/tail/log-tail.ts';
import type { OpenedTail } from '../../views/parts/app-settings.ts';

/** A log being read, whether on screen or not. */
export type OpenLog = Omit<ShownTail, 'rest' | 'leave'>;

type ShownTail = Extract<OpenedTail, { readonly kind: 'open' }>;

/**
 * Keeps the log that was left last, and goes on reading it: a returning user finds it as it was, with what came since.
 */
export interface LeftLog {
  /** Call when a log is opened. */
  visit(word: string): Visit;
  /** What one more log may keep in memory. */
  limits(): EventRingLimits;
  close(): void;
}

interface Visit {
  /** The kept log, resumed; null where it is not kept. */
  readonly found: OpenLog | null;
  /**
   * Call when other screens cover those of the log. Stops reading until the returned function is called.
   *
   * @param givesUp asked once, when a log that is left would be dropped
   */
  rest(log: OpenLog, givesUp: () => boolean): () => void;
  /** Call when the log is closed. Keeps it for a while, in place of the one kept before. @param log null for none */
  leave(log: OpenLog | null): void;
}

/** As long as a newly opened log reads back anyway: catching up costs no more than starting anew. */
export const KEPT_MS = 3 * MINUTE_MS;

/** The log on screen meanwhile needs memory too. */
const MOST_FILL = 1 / 2;

/** Enough for what is read of a log at first, whatever others keep. */
const LEAST_SHARE = 1 / 4;

/** @param clock an unwakeable one */
export function createLeftLog(clock: Clock): LeftLog {
  const visits = new Map<symbol, string>();
  /** Under other screens. */
  const resting = new Set<LogTail>();
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
    limits() {
      const takenBytes = [...resting].reduce((sum, tail) => sum + tail.sizeBytes(), 0);
      const { maxItems, maxBytes } = DEFAULT_LIMITS;
      return { maxItems, maxBytes: Math.max(maxBytes * LEAST_SHARE, maxBytes - takenBytes) };
    },
    visit(word) {
      const id = Symbol(word);
      visits.set(id, word);
      const found = takeBack(word);
      // Three would be too many.
      if (found === null && resting.size > 0) forget();
      return {
        found,
        rest(log, givesUp) {
          const over = new AbortController();
          log.tail.hold();
          resting.add(log.tail);
          void clock.sleep(KEPT_MS, over.signal).then(() => {
            if (over.signal.aborted || !isGoingOn(log.tail) || !givesUp()) return;
            over.abort();
            resting.delete(log.tail);
            visits.delete(id);
            log.tail.close();
          });
          return () => {
            if (over.signal.aborted) return;
            over.abort();
            resting.delete(log.tail);
            log.tail.goOn();
          };
        },
        leave(log) {
          if (!visits.delete(id) || log === null) return;
          // One that was closed before it was found: it has since been opened again.
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
