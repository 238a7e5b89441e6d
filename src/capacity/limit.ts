import { type BindingLimit, shareOfLimit } from './assessment.ts';
import type { KnownLimits } from './evidence.ts';

/** A known limit that is used this much is worth showing even where another one can't be read. */
const MOSTLY_USED_SHARE = 0.7;

/**
 * The limit that is met first, which is the one with the least headroom, out of the function's own reserved
 * concurrency, what the account leaves to functions that reserve nothing, and the workers of a stream source. Where
 * its own limit can't be read the answer is unknown unless the other is mostly used: an assumed limit would be a lie.
 *
 * @param own environments that the function keeps busy
 * @param poolInUse environments that functions without reserved concurrency keep busy together
 */
export function bindingLimit(
  limits: KnownLimits,
  own: number | null,
  poolInUse: number | null,
): BindingLimit {
  const { reserved, unreserved, streamWorkers } = limits;
  if (!reserved.known) return { kind: 'unknown', because: reserved.because };
  if (reserved.value === 0) return { kind: 'off', value: 0, inUse: own };

  const shared: BindingLimit =
    reserved.value !== null
      ? { kind: 'reserved', value: reserved.value, inUse: own }
      : unreserved.known
        ? { kind: 'account', value: unreserved.value, inUse: poolInUse }
        : { kind: 'unknown', because: unreserved.because };
  // No open shard is no limit: nothing comes from there, and whatever else calls the function is not held back.
  if (streamWorkers === null || (streamWorkers.known && streamWorkers.value === 0)) return shared;

  const source: BindingLimit = streamWorkers.known
    ? { kind: 'source', value: streamWorkers.value, inUse: own }
    : { kind: 'unknown', because: streamWorkers.because };
  return tighter(source, shared);
}

function tighter(source: BindingLimit, shared: BindingLimit): BindingLimit {
  if (source.kind === 'unknown') return isMostlyUsed(shared) ? shared : source;
  if (shared.kind === 'unknown') return source;
  return headroomOf(shared) < headroomOf(source) ? shared : source;
}

function isMostlyUsed(limit: BindingLimit): boolean {
  return (shareOfLimit(limit) ?? 0) >= MOSTLY_USED_SHARE;
}

function headroomOf(limit: Exclude<BindingLimit, { kind: 'unknown' }>): number {
  return limit.value - (limit.inUse ?? 0);
}
