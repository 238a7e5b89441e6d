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
  /** The least that it was since the reader last owed nothing. */
  readonly leastMs: number;
  /** How long the reader has let lines wait, less how long it was itself left to wait since. */
  readonly owedMs: number;
  /** How far behind it was when it was last found to be slow; null while it is not. */
  readonly slowAtMs: number | null;
}

/** Time that has passed, and whose it was. */
interface Passed {
  readonly waitedMs: number;
  readonly restedMs: number;
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
  let lag: ReaderLag = { leastMs: Number.POSITIVE_INFINITY, owedMs: 0, slowAtMs: null };
  let lookedMs = clock.now();
  let toldMs: number | null = null;

  const look = (newestMs: EpochMs, whose: keyof Passed) => {
    const nowMs = clock.now();
    const passed = { waitedMs: 0, restedMs: 0, [whose]: nowMs - lookedMs };
    // A line may be stamped ahead of its time.
    lag = lagAfter(lag, Math.max(0, nowMs - newestMs), passed);
    lookedMs = nowMs;
  };
  const tellNews = () => {
    if (lag.slowAtMs === toldMs) return;
    toldMs = lag.slowAtMs;
    tell(toldMs === null ? CAUGHT_UP : behindWords(toldMs));
  };

  return {
    async handOver(newestMs, write) {
      if (newestMs === null) return write();
      look(newestMs, 'restedMs');
      tellNews();
      const written = new AbortController();
      const writing = write().finally(() => written.abort());
      while (!written.signal.aborted) {
        await clock.sleep(LOOK_EVERY_MS, written.signal);
        look(newestMs, 'waitedMs');
        tellNews();
      }
      await writing;
      tellNews();
    },
  };
}

function lagAfter(before: ReaderLag, lagMs: number, { waitedMs, restedMs }: Passed): ReaderLag {
  const owedBeforeMs = Math.max(0, before.owedMs - restedMs);
  // What lines were late by when the reader owed nothing is none of its doing.
  const leastMs = owedBeforeMs === 0 ? lagMs - waitedMs : Math.min(before.leastMs, lagMs);
  const grownMs = lagMs - leastMs;
  const owedMs = Math.min(owedBeforeMs + waitedMs, grownMs);
  const { slowAtMs } = before;
  if (grownMs <= CAUGHT_UP_MS || owedMs === 0) return { leastMs, owedMs, slowAtMs: null };
  // What comes late for another reason, such as an AWS that gave no answer, is told as that.
  const isSlow = grownMs > BEHIND_MS && owedMs > grownMs / 2;
  const isNews = isSlow && (slowAtMs === null || lagMs >= 2 * slowAtMs);
  return { leastMs, owedMs, slowAtMs: isNews ? lagMs : slowAtMs };
}

function behindWords(lagMs: number): SafeText {
  return safe`whoever reads the output is slow: what it gets is ${ageText(lagMs)} behind the log; nothing is lost`;
}

const CAUGHT_UP = safe`whoever reads the output has caught up with the log`;
