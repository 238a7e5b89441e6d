import { type LimitKind, limitMet, limitOnUse, shareOfLimit } from '../../../capacity/assessment.ts';
import { requestsPerSecond } from '../../../capacity/limit/request-rate.ts';
import { meanConcurrency } from '../../../capacity/minute/estimate.ts';
import { MINUTE_MS } from '../../../lambda/time.ts';
import type { FunctionMinute } from '../../../triage/minute/function-minute.ts';
import type { FunctionStatus } from './function-status.ts';

/**
 * The share of the binding limit that the function itself uses, 1 = all of it; null when unknown. For the account pool
 * that is its own part, beside the use of all that `shareOfLimit` tells.
 */
export function ownShareOfLimit({ assessment }: FunctionStatus): number | null {
  const { level } = assessment;
  const limit = limitMet(assessment);
  if (limit.kind !== 'account') return shareOfLimit(limit);
  return level === null || limit.value === 0 ? null : level / limit.value;
}

/** The same over the newest `count` settled minutes; null without data. */
export function ownShareHistory(status: FunctionStatus, count: number): readonly (number | null)[] {
  const limit = limitOnUse(status.assessment);
  const minutes = status.minutes.slice(-count);
  if (limit.kind === 'unknown' || limit.value === 0) return minutes.map(() => null);
  return minutes.map((minute) => {
    const used = usedOf(limit.kind, minute);
    return used === null ? null : used / limit.value;
  });
}

/**
 * The same over `spanMinutes` in at most `most` clock-aligned parts, oldest first: each part's peak, so that meeting
 * the limit doesn't vanish in an average. Being clock-aligned, a finished part stays as it is.
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

/** Length in minutes of one of `most` parts of a span. */
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
