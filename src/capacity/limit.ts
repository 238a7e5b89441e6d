import type { BindingLimit } from './assessment.ts';
import type { KnownLimits } from './evidence.ts';

/**
 * The limit that is met first, out of the function's own reserved concurrency, what the account leaves to functions
 * that reserve nothing, and the workers of a stream source. A limit that is not known makes the answer unknown
 * unless a known one is used up already: an assumed limit would be a lie.
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
  if (streamWorkers === null) return shared;

  const source: BindingLimit = streamWorkers.known
    ? { kind: 'source', value: streamWorkers.value, inUse: own }
    : { kind: 'unknown', because: streamWorkers.because };
  return tighter(source, shared);
}

function tighter(source: BindingLimit, shared: BindingLimit): BindingLimit {
  if (source.kind === 'unknown') return isUsedUp(shared) ? shared : source;
  if (shared.kind === 'unknown') return source;
  return shareOf(shared) > shareOf(source) ? shared : source;
}

function isUsedUp(limit: BindingLimit): boolean {
  return limit.kind !== 'unknown' && shareOf(limit) >= 0.95;
}

function shareOf(limit: Exclude<BindingLimit, { kind: 'unknown' }>): number {
  return (limit.inUse ?? 0) / limit.value;
}
