import type { Cause } from './cause.ts';

/** The cause that speaks of the function itself; undefined where it has none, or shares in that of another. */
export function ownCause(causes: readonly Cause[], functionName: string): Cause | undefined {
  return causes.find((cause) => cause.functionName === functionName);
}

/** The same for all functions, by their names: to look each up among thousands would take the square of that. */
export function ownCausesOf(causes: readonly Cause[]): ReadonlyMap<string, Cause> {
  const own = new Map<string, Cause>();
  for (const cause of causes) if (!own.has(cause.functionName)) own.set(cause.functionName, cause);
  return own;
}
