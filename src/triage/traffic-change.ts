import { type EpochMs, MINUTE_MS } from '../lambda/time.ts';
import { attemptsOf, type FunctionMinute } from './function-minute.ts';
import { median, quantile } from './quantile.ts';

/** Attempts that came to be a multiple, or a fraction, of what they were. */
export interface TrafficChange {
  readonly sinceMs: EpochMs;
  /** Median attempts a minute of the hour before. */
  readonly before: number;
  /** Attempts of the newest minute. */
  readonly now: number;
}

const FACTOR = 2;
const BASELINE_MS = 60 * MINUTE_MS;
const SHORTEST_BASELINE_MINUTES = 10;
/** Shorter ones come and go. */
const SHORTEST_MINUTES = 3;
/** Of fewer attempts a minute, before and after, the double is noise. */
const FEWEST_ATTEMPTS = 20;

interface KnownMinute {
  readonly minuteMs: EpochMs;
  readonly attempts: number;
}

/**
 * A change of attempts by a factor of two or more that still lasts. It is compared with what was usual before it began,
 * for as long as that can be seen. Null when there is none.
 */
export function trafficChange(minutes: readonly FunctionMinute[]): TrafficChange | null {
  const known = minutes.flatMap((minute): KnownMinute[] => {
    const attempts = attemptsOf(minute);
    return attempts === null ? [] : [{ minuteMs: minute.minuteMs, attempts }];
  });
  const newest = known.at(-1);
  if (newest === undefined) return null;
  for (const [place, { minuteMs }] of known.entries()) {
    const before = usualBefore(known.slice(0, place), minuteMs);
    if (before === null || known.length - place < SHORTEST_MINUTES) continue;
    if (known.slice(place).every(({ attempts }) => isChanged(attempts, before)))
      return { sinceMs: minuteMs, before: before.median, now: newest.attempts };
  }
  return null;
}

interface Usual {
  readonly lowerQuartile: number;
  readonly median: number;
  readonly upperQuartile: number;
}

function usualBefore(known: readonly KnownMinute[], beforeMs: EpochMs): Usual | null {
  const attempts = known
    .filter(({ minuteMs }) => minuteMs >= beforeMs - BASELINE_MS)
    .map((minute) => minute.attempts);
  const middle = median(attempts);
  const lowerQuartile = quantile(attempts, 0.25);
  const upperQuartile = quantile(attempts, 0.75);
  if (attempts.length < SHORTEST_BASELINE_MINUTES) return null;
  if (middle === null || lowerQuartile === null || upperQuartile === null || middle === 0) return null;
  return { lowerQuartile, median: middle, upperQuartile };
}

/** What the hour before reached often is no change. */
function isChanged(attempts: number, { lowerQuartile, upperQuartile, median: usual }: Usual): boolean {
  if (Math.max(attempts, usual) < FEWEST_ATTEMPTS) return false;
  return attempts >= FACTOR * upperQuartile || attempts <= lowerQuartile / FACTOR;
}
