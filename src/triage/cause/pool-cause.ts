import type { RawText } from '../../terminal/text.ts';
import type { Cause } from './cause.ts';

export type PoolFull = Extract<Cause, { kind: 'poolFull' }>;
export type PoolCause = Extract<Cause, { kind: 'poolFull' | 'poolFilling' }>;

/** Whether it is the account's pool that hurts or soon will, and so no single function. */
export function isPoolCause(cause: Cause): cause is PoolCause {
  return cause.kind === 'poolFull' || cause.kind === 'poolFilling';
}

/** Who fills the pool, or keeps most of it busy; nobody where many do. */
export function namesInPool(cause: PoolCause): ReadonlySet<RawText> {
  const { culprit, holder } = cause.kind === 'poolFull' ? cause : cause.pressure;
  return new Set([culprit, holder?.functionName ?? null].filter((name) => name !== null));
}
