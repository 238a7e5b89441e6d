import { type EpochMs, SECOND_MS } from '../../lambda/time.ts';
import type { Clock } from '../../monitor/clock.ts';
import { ageText } from '../../terminal/quantity.ts';
import { safe } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';

/** From here on it is said; a screen says BEHIND from here on as well. */
const BEHIND_MS = 60 * SECOND_MS;
const CAUGHT_UP_MS = 15 * SECOND_MS;
/** How often is looked while nothing is taken. */
const LOOK_EVERY_MS = 5 * SECOND_MS;

/** How far the lines that are handed over are behind the log, and how much of that is the reader's. */
interface ReaderLag {
  /** The least that it was. */
  readonly leastMs: number;
  /** How long the reader has let lines wait since it was up with the log. */
  readonly waitedMs: number;
  /** How far behind it was when that was told last; null while it is up with the log. */
  readonly toldMs: number | null;
}

export interface SlowReader {
  /**
   * Hands lines over, and tells while that takes longer than the log grows.
   *
   * @param newestMs when the newest of them was logged; null where none has a time.
   */
  handOver(newestMs: EpochMs | null, write: () => Promise<void>): Promise<void>;
}

/** Watches over whoever reads the output: nothing is lost to one that is slow, and nobody would know why lines come late. */
export function watchReader(clock: Clock, tell: (words: SafeText) => void): SlowReader {
  let lag: ReaderLag = { leastMs: Number.POSITIVE_INFINITY, waitedMs: 0, toldMs: null };

  const look = (lagMs: number, waitedMs: number) => {
    const before = lag.toldMs;
    lag = lagAfter(lag, lagMs, waitedMs);
    if (lag.toldMs === before) return;
    tell(lag.toldMs === null ? UP_WITH_THE_LOG : behindWords(lag.toldMs));
  };

  return {
    async handOver(newestMs, write) {
      if (newestMs === null) return write();
      let lookedMs = clock.now();
      look(lookedMs - newestMs, 0);
      const lookAgain = () => {
        const nowMs = clock.now();
        look(nowMs - newestMs, nowMs - lookedMs);
        lookedMs = nowMs;
      };
      const written = new AbortController();
      const writing = write().finally(() => written.abort());
      while (!written.signal.aborted) {
        await clock.sleep(LOOK_EVERY_MS, written.signal);
        lookAgain();
      }
      await writing;
    },
  };
}

function lagAfter({ leastMs, waitedMs, toldMs }: ReaderLag, lagMs: number, moreMs: number): ReaderLag {
  const least = Math.min(leastMs, lagMs);
  const grownMs = lagMs - least;
  if (grownMs <= CAUGHT_UP_MS) return { leastMs: least, waitedMs: 0, toldMs: null };
  const waited = waitedMs + moreMs;
  // What comes late for another reason, such as an AWS that gave no answer, is told as that.
  const isSlow = grownMs > BEHIND_MS && waited > grownMs / 2;
  const isNews = isSlow && (toldMs === null || lagMs >= 2 * toldMs);
  return { leastMs: least, waitedMs: waited, toldMs: isNews ? lagMs : toldMs };
}

function behindWords(lagMs: number): SafeText {
  return safe`whoever reads the output is slow: what it gets is ${ageText(lagMs)} behind the log; nothing is lost`;
}

const UP_WITH_THE_LOG = safe`whoever reads the output is up with the log again`;
