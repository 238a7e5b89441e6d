import type { Cause } from './cause.ts';
import { ownCause } from './own-cause.ts';
import { isPoolCause, type PoolFull } from './pool-cause.ts';
import { mayBeTurnedAwayByPool } from './rejection.ts';
import type { TroubledFunction } from './troubled-function.ts';

/** Why one function hurts: by itself, and because a full account pool throttles it as well. */
export interface CausesOfOne {
  readonly own: Cause | undefined;
  readonly pool: PoolFull | undefined;
}

export const NO_CAUSES: CausesOfOne = { own: undefined, pool: undefined };

export function causesOfOne(
  causes: readonly Cause[],
  troubled: Pick<TroubledFunction, 'name' | 'assessment' | 'reasons'>,
): CausesOfOne {
  const own = ownCause(causes, troubled.name);
  // For a function that fills the pool, its own cause is the pool's.
  const isTold = own !== undefined && isPoolCause(own);
  return { own, pool: isTold ? undefined : poolTurningAway(causes, troubled) };
}

/** The pool that throttles the function; undefined where its throttles have another cause. */
function poolTurningAway(
  causes: readonly Cause[],
  troubled: Pick<TroubledFunction, 'assessment' | 'reasons'>,
): PoolFull | undefined {
  return mayBeTurnedAwayByPool(troubled) ? causes.find((cause) => cause.kind === 'poolFull') : undefined;
}
