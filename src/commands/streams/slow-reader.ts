import { type EpochMs, SECOND_MS } from '../../lambda/time.ts';
import type { Clock } from '../../monitor/clock.ts';
import { ageInWords } from '../../terminal/quantity.ts';
import { safe } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';

/** The lag from which it is reported, the same as BEHIND on a screen. */
const BEHIND_MS = 60 * SECOND_MS;
const CAUGHT_UP_MS = 15 * SECOND_MS;
/** How often to check while nothing is taken. */
const LOOK_EVERY_MS = 5 * SECOND_MS;

/** How far delivered lines lag behind the log, and how much of that the reader causes. */
interface ReaderLag {
  /** Smallest lag since the reader was last up to date. */
  readonly leastMs: number;
  /** How long the reader has made lines wait, minus the time that it had to wait itself since. */
  readonly owedMs: number;
  /** The lag when it was last found slow; null while it is not. */
  readonly slowAtMs: number | null;
}

/** Elapsed time, by cause. */
interface Passed {
  readonly waitedMs: number;
  readonly restedMs: number;
}

export interface SlowReader {
  /**
   * Delivers lines, and reports when that takes longer than the log grows.
   *
   * @param newestMs the time of the newest line; null where none has one
   */
  handOver(newestMs: EpochMs | null, write: () => Promise<void>): Promise<void>;
}

/** Watches the output's reader: a slow one loses nothing, but the reason for late lines would be unknown. */
export function watchReader(clock: Clock, tell: (words: SafeText) => void): SlowReader {
  let lag: ReaderLag = { leastMs: Number.POSITIVE_INFINITY, owedMs: 0, slowAtMs: null };
  let lookedMs = clock.now();
  let toldMs: number | null = null;

  const look = (newestMs: EpochMs, whose: keyof Passed) => {
    const nowMs = clock.now();
    const passed = { waitedMs: 0, restedMs: 0, [whose]: nowMs - lookedMs };
    // A line may have a timestamp in the future.
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
  // Lag from when the reader was up to date is not its fault.
  const leastMs = owedBeforeMs === 0 ? lagMs - waitedMs : Math.min(before.leastMs, lagMs);
  const grownMs = lagMs - leastMs;
  const owedMs = Math.min(owedBeforeMs + waitedMs, grownMs);
  const { slowAtMs } = before;
  if (grownMs <= CAUGHT_UP_MS || owedMs === 0) return { leastMs, owedMs, slowAtMs: null };
  // Lag with another cause, such as an outage, is reported as that.
  const isSlow = grownMs > BEHIND_MS && owedMs > grownMs / 2;
  const isNews = isSlow && (slowAtMs === null || lagMs >= 2 * slowAtMs);
  return { leastMs, owedMs, slowAtMs: isNews ? lagMs : slowAtMs };
}

function behindWords(lagMs: number): SafeText {
  return safe`whoever reads the output is slow: what it gets is ${ageInWords(lagMs)} behind the log; nothing is lost`;
}

const CAUGHT_UP = safe`whoever reads the output has caught up with the log`;
