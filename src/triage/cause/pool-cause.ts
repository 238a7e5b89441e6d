import type { Cause } from './cause.ts';

export type PoolCause = Extract<Cause, { kind: 'poolFull' | 'poolFilling' }>;

/** Whether it is the account's pool that hurts or soon will, and so no single function. */
export function isPoolCause(cause: Cause): cause is PoolCause {
  return cause.kind === 'poolFull' || cause.kind === 'poolFilling';
}
