import type { Cause } from './cause.ts';
import { isPoolCause, namesInPool } from './pool-cause.ts';

/** The cause that speaks of the function itself; undefined where it has none, or shares in that of another. */
export function ownCause(causes: readonly Cause[], functionName: string): Cause | undefined {
  return causes.find((cause) => cause.functionName === functionName && isItsOwn(cause));
}

/** The same for all functions, by their names: to look each up among thousands would take the square of that. */
export function ownCausesOf(causes: readonly Cause[]): ReadonlyMap<string, Cause> {
  const own = new Map<string, Cause>();
  for (const cause of causes)
    if (!own.has(cause.functionName) && isItsOwn(cause)) own.set(cause.functionName, cause);
  return own;
}

/** The same trouble as later minutes tell it; as it was where they don't. */
export function causeAsOf(causes: readonly Cause[], earlier: Cause): Cause {
  const isSame = ({ kind, functionName }: Cause) =>
    kind === earlier.kind && functionName === earlier.functionName;
  return causes.find(isSame) ?? earlier;
}

/** A pool that nobody alone fills is listed under some function that shares it: of that one it says nothing. */
function isItsOwn(cause: Cause): boolean {
  return !isPoolCause(cause) || namesInPool(cause).has(cause.functionName);
}
