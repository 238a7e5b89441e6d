import type { Cause } from './cause.ts';

/** The cause that speaks of the function itself; undefined where it has none, or shares in that of another. */
export function ownCause(causes: readonly Cause[], functionName: string): Cause | undefined {
  return causes.find((cause) => cause.functionName === functionName);
}
