import { type LimitKind, shareOfLimit } from '../../capacity/assessment.ts';
import { requestsPerSecond } from '../../capacity/limit/request-rate.ts';
import { meanConcurrency } from '../../capacity/minute/estimate.ts';
import { MINUTE_MS } from '../../lambda/time.ts';
import type { FunctionMinute } from '../../triage/minute/function-minute.ts';
import type { FunctionStatus } from './function-status.ts';

/**
 * What the function itself uses of the limit that binds, 1 = all of it; null where that is not known. Of the account pool
 * it is its own part: what all use together is one number, and beside a name it would be taken for that function's.
 */
export function ownShareOfLimit({ assessment: { limit, level } }: FunctionStatus): number | null {
  if (limit.kind !== 'account') return shareOfLimit(limit);
  return level === null || limit.value === 0 ? null : level / limit.value;
}

/** The same over the newest `count` settled minutes; null without data. */
export function ownShareHistory(status: FunctionStatus, count: number): readonly (number | null)[] {
  const { limit } = status.assessment;
  const minutes = status.minutes.slice(-count);
  if (limit.kind === 'unknown' || limit.value === 0) return minutes.map(() => null);
  return minutes.map((minute) => {
    const used = usedOf(limit.kind, minute);
    return used === null ? null : used / limit.value;
  });
}

/**
 * The same over `spanMinutes` in at most `most` parts of the clock, oldest first: of each its peak, as what met the limit
 * must not vanish among what did not. Parts end with the clock, and so a part that is over stays as it is.
 */
export function ownSharePeaks(
  status: FunctionStatus,
  spanMinutes: number,
  most: number,
): readonly (number | null)[] {
  const partMs = minutesAPart(spanMinutes, most) * MINUTE_MS;
  const shares = ownShareHistory(status, spanMinutes);
  const peaks = new Map<number, number | null>();
  for (const [place, { minuteMs }] of status.minutes.slice(-spanMinutes).entries()) {
    const part = Math.floor(minuteMs / partMs);
    peaks.set(part, higherOf(peaks.get(part) ?? null, shares[place] ?? null));
  }
  return [...peaks.values()].slice(-most);
}

/** How many minutes one of `most` parts of a span holds. */
export function minutesAPart(spanMinutes: number, most: number): number {
  return Math.max(1, Math.ceil(spanMinutes / most));
}

function higherOf(one: number | null, other: number | null): number | null {
  if (one === null || other === null) return one ?? other;
  return Math.max(one, other);
}

function usedOf(kind: LimitKind, minute: FunctionMinute): number | null {
  return kind === 'requestRate' ? requestsPerSecond(minute) : meanConcurrency({ ...minute });
}
