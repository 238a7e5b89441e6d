import type { RawText } from '../../terminal/text.ts';
import type { Cause } from './cause.ts';
import { type PoolPressure, sharesPool } from './pool.ts';
import { growerWhileFull } from './pool-grower.ts';
import { newestThrottles, type PoolRejection } from './rejection.ts';
import type { TroubledFunction } from './troubled-function.ts';
import { lossRank } from './urgency.ts';

export type PoolFull = Extract<Cause, { kind: 'poolFull' }>;
export type PoolFilling = Extract<Cause, { kind: 'poolFilling' }>;
export type PoolCause = PoolFull | PoolFilling;

/** Whether it concerns the account's pool rather than a single function. */
export function isPoolCause(cause: Cause): cause is PoolCause {
  return cause.kind === 'poolFull' || cause.kind === 'poolFilling';
}

/** The functions that fill the pool, or use most of it; empty where many do. */
export function namesInPool(cause: PoolCause): ReadonlySet<RawText> {
  const { culprit, holder } = cause.kind === 'poolFull' ? cause : cause.pressure;
  return new Set([culprit, holder?.functionName ?? null].filter((name) => name !== null));
}

/** The full pool throttled calls: one cause for all functions affected. `all` includes the unaffected ones. */
export function poolFull(
  rejection: PoolRejection,
  pool: PoolPressure | null,
  all: readonly TroubledFunction[],
): Cause {
  const { functions, consumers, hitMost, use, newestIsClean } = rejection;
  const culprit = pool?.culprit ?? growerWhileFull(all.filter(sharesPool), functions);
  const reasons = functions.flatMap((each) => each.reasons.find(({ rule }) => rule === 'throttles') ?? []);
  const since = reasons.flatMap(({ sinceMs }) => sinceMs ?? []);
  const isCritical = pool?.severity === 'crit' || reasons.some(({ severity }) => severity === 'crit');
  return {
    kind: 'poolFull',
    severity: isCritical ? 'crit' : 'warn',
    functionName: culprit ?? pool?.holder?.functionName ?? hitMost.name,
    culprit,
    holder: pool?.holder ?? null,
    others: functions.length,
    consumers,
    use,
    newestIsClean,
    sinceMs: since.length === 0 ? null : Math.min(...since),
    harm: 'callersAreHit',
    lossRank: lossRank(functions.reduce((sum, each) => sum + newestThrottles(each), 0)),
  };
}

/** The pool will be full soon: one cause, or none. */
export function poolFilling(
  functions: readonly TroubledFunction[],
  pool: PoolPressure | null,
): readonly Cause[] {
  if (pool === null) return [];
  const functionName =
    pool.culprit ??
    pool.holder?.functionName ??
    functions.find(({ assessment }) => assessment.limit.kind === 'account')?.name;
  if (functionName === undefined) return [];
  const { severity } = pool;
  return [
    {
      kind: 'poolFilling',
      severity,
      functionName,
      pressure: pool,
      sinceMs: null,
      harm: 'nobodyIsHitYet',
      lossRank: 0,
    },
  ];
}
