import type { EpochMs } from '../../../lambda/time.ts';

/**
 * Holds a second's worth and refills steadily. It may go into debt, because some prices are known only after the call.
 */
export interface TokenBucket {
  readonly tokens: number;
  readonly atMs: EpochMs;
}

export function fullBucket(perSecond: number, nowMs: EpochMs): TokenBucket {
  return { tokens: perSecond, atMs: nowMs };
}

export function refilledBucket(bucket: TokenBucket, perSecond: number, nowMs: EpochMs): TokenBucket {
  const gained = (Math.max(0, nowMs - bucket.atMs) * perSecond) / 1_000;
  return { tokens: Math.min(perSecond, bucket.tokens + gained), atMs: Math.max(nowMs, bucket.atMs) };
}
