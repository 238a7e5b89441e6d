import type { EpochMs } from '../../lambda/time.ts';
import type { LogEvent } from '../event.ts';
import type { Sweep } from './sweep.ts';

/**
 * Notices that a log is not the one that was read before: its group or a stream was deleted while nobody looked, or its
 * retention is over. Each sweep begins before the newest line that was read, and so meets it again, unless it is gone.
 */
export interface SameLog {
  /** New lines were read. */
  keep(fresh: readonly LogEvent[]): void;
  /** Begins a page of `sweep`. */
  open(sweep: Sweep): SamePage;
}

export interface SamePage {
  /** Some of the page, of which so many lines were known. */
  take(part: readonly LogEvent[], knownCount: number): void;
  /** Whether the page shows that the log is another. */
  isAnother(isLast: boolean): boolean;
}

/** What a sweep is to meet again. */
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
    // In a sample or in the story of a flood any line may be missing.
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
            // Of the other log this page is all that was read.
            expectations.clear();
            newestMs = newestOfPageMs;
          }
          return isAnother;
        },
      };
    },
  };
}
