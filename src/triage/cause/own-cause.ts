import type { EpochMs } from '../../lambda/time.ts';
import type { Cause } from './cause.ts';
import { isPoolCause, namesInPool } from './pool-cause.ts';
import type { TroubledFunction } from './troubled-function.ts';

/** The cause about the function itself; undefined where it has none, or only shares another's. */
export function ownCause(causes: readonly Cause[], functionName: string): Cause | undefined {
  return causes.find((cause) => cause.functionName === functionName && isItsOwn(cause));
}

/** The same for all functions, by name: looking each up among thousands would take quadratic time. */
export function ownCausesOf(causes: readonly Cause[]): ReadonlyMap<string, Cause> {
  const own = new Map<string, Cause>();
  for (const cause of causes)
    if (!own.has(cause.functionName) && isItsOwn(cause)) own.set(cause.functionName, cause);
  return own;
}

/** As the verdict dates it; where a function has no cause of its own, by the first rule that is broken. */
export function ownOnset(
  causes: readonly Cause[],
  { name, reasons }: Pick<TroubledFunction, 'name' | 'reasons'>,
): EpochMs | null {
  const dated = ownCause(causes, name) ?? reasons.find(({ sinceMs }) => sinceMs !== null);
  return dated?.sinceMs ?? null;
}

/** The same trouble as later minutes show it; unchanged where they don't. */
export function causeAsOf(causes: readonly Cause[], earlier: Cause): Cause {
  const isSame = ({ kind, functionName }: Cause) =>
    kind === earlier.kind && functionName === earlier.functionName;
  return causes.find(isSame) ?? earlier;
}

/**
 * A pool filled by no single function is listed under one of the functions that share it, and says nothing about that
 * one.
 */
function isItsOwn(cause: Cause): boolean {
  return !isPoolCause(cause) || namesInPool(cause).has(cause.functionName);
}
