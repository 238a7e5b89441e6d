import type { LimitKind } from '../../capacity/assessment.ts';
import { meanConcurrency } from '../../capacity/estimate.ts';
import type { PoolMinute } from '../../capacity/evidence.ts';
import { requestsPerSecond } from '../../capacity/request-rate.ts';
import type { FunctionMinute } from '../../triage/minute/function-minute.ts';
import type { FunctionStatus } from './function-status.ts';

/** Use of the limit that binds over the newest `count` settled minutes, 1 = all of it; null without data. */
export function limitShareHistory(
  status: FunctionStatus,
  pool: readonly PoolMinute[],
  count: number,
): readonly (number | null)[] {
  const { limit } = status.assessment;
  const minutes = status.minutes.slice(-count);
  if (limit.kind === 'unknown' || limit.value === 0) return minutes.map(() => null);
  const pooled = new Map(pool.map(({ minuteMs, unreservedInUse }) => [minuteMs, unreservedInUse]));
  return minutes.map((minute) => {
    const used = usedOf(limit.kind, minute, pooled.get(minute.minuteMs) ?? null);
    return used === null ? null : used / limit.value;
  });
}

function usedOf(kind: LimitKind, minute: FunctionMinute, inPool: number | null): number | null {
  if (kind === 'account') return inPool;
  return kind === 'requestRate' ? requestsPerSecond(minute) : meanConcurrency({ ...minute });
}
