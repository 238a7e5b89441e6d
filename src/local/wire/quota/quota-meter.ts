import type { EpochMs } from '../../../lambda/time.ts';
import { callQuota, METRIC_POINTS, type Quota } from './quota-table.ts';
import { fullBucket, refilledBucket, type TokenBucket } from './token-bucket.ts';

/** Decides, in account time, which calls are throttled. */
export interface QuotaMeter {
  /** Counts a call of `action`; false if it exceeds the quota. */
  admits(action: string, nowMs: EpochMs): boolean;
  /** Counts the data points of an answer. */
  charge(points: number, nowMs: EpochMs): void;
}

export const NO_QUOTAS: QuotaMeter = { admits: () => true, charge: () => {} };

export function createQuotaMeter(): QuotaMeter {
  const buckets = new Map<string, TokenBucket>();

  const current = ({ bucket, perSecond }: Quota, nowMs: EpochMs) =>
    refilledBucket(buckets.get(bucket) ?? fullBucket(perSecond, nowMs), perSecond, nowMs);

  const spend = (quota: Quota, tokens: number, nowMs: EpochMs) => {
    const bucket = current(quota, nowMs);
    buckets.set(quota.bucket, { ...bucket, tokens: bucket.tokens - tokens });
  };

  return {
    admits: (action, nowMs) => {
      const quota = callQuota(action);
      if (quota === null) return true;
      const hasPoints = action !== 'cloudwatch:GetMetricData' || current(METRIC_POINTS, nowMs).tokens > 0;
      if (!hasPoints || current(quota, nowMs).tokens < 1) return false;
      spend(quota, 1, nowMs);
      return true;
    },
    charge: (points, nowMs) => {
      if (points > 0) spend(METRIC_POINTS, points, nowMs);
    },
  };
}
