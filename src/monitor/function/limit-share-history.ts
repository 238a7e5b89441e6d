import { type LimitKind, shareOfLimit } from '../../capacity/assessment.ts';
import { requestsPerSecond } from '../../capacity/limit/request-rate.ts';
import { meanConcurrency } from '../../capacity/minute/estimate.ts';
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

function usedOf(kind: LimitKind, minute: FunctionMinute): number | null {
  return kind === 'requestRate' ? requestsPerSecond(minute) : meanConcurrency({ ...minute });
}
