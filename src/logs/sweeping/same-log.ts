import type { EpochMs } from '../../lambda/time.ts';
import type { LogEvent } from '../event.ts';
import type { Sweep } from './sweep.ts';

/**
 * Detects that a log was replaced: its group or a stream was deleted unseen, or its retention expired. Each sweep
 * begins before the newest line already read, and must meet it again unless it is gone.
 */
export interface SameLog {
  /** Call with new lines. */
  keep(fresh: readonly LogEvent[]): void;
  /** Begins a page of `sweep`. */
  open(sweep: Sweep): SamePage;
}

export interface SamePage {
  /** Takes a part of the page, this many lines of which were known. */
  take(part: readonly LogEvent[], knownCount: number): void;
  /** Whether the page shows that the log was replaced. */
  isAnother(isLast: boolean): boolean;
}

/** What a sweep should meet again. */
interface Expectation {
  readonly sweepStartedMs: EpochMs;
  readonly newestMs: EpochMs;
  isMet: boolean;
}

const NOTHING_EXPECTED: SamePage = { take() {}, isAnother: () => false };

export function createSameLog(): SameLog {
  let newestMs: EpochMs | null = null;
  /** One for each kind: a settling sweep may run beside others. */
  const expectations = new Map<Sweep['kind'], Expectation>();

  const expectationOf = ({ kind, reads, pages, startedMs, range }: Sweep): Expectation | null => {
    const known = expectations.get(kind);
    if (pages > 0) return known?.sweepStartedMs === startedMs ? known : null;
    expectations.delete(kind);
    // Samples and a flood's story may lack any line.
    const isExpected = kind !== 'sample' && reads === 'all' && newestMs !== null && newestMs >= range.startMs;
    if (!isExpected || newestMs === null || newestMs > range.endMs) return null;
    const expectation = { sweepStartedMs: startedMs, newestMs, isMet: false };
    expectations.set(kind, expectation);
    return expectation;
  };

  return {
    keep(fresh) {
      for (const { timestampMs } of fresh) newestMs = Math.max(newestMs ?? timestampMs, timestampMs);
    },
    open(sweep) {
      const expectation = expectationOf(sweep);
      if (expectation === null || expectation.isMet) return NOTHING_EXPECTED;
      let newestOfPageMs: EpochMs | null = null;
      return {
        take(part, knownCount) {
          if (knownCount > 0) expectation.isMet = true;
          for (const { timestampMs } of part)
            newestOfPageMs = Math.max(newestOfPageMs ?? timestampMs, timestampMs);
        },
        isAnother(isLast) {
          const isPast = newestOfPageMs !== null && newestOfPageMs > expectation.newestMs;
          const isAnother = !expectation.isMet && (isLast || isPast);
          if (isAnother) {
            // Of the new log, only this page has been read.
            expectations.clear();
            newestMs = newestOfPageMs;
          }
          return isAnother;
        },
      };
    },
  };
}
