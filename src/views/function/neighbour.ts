import type { FunctionStatus } from '../../monitor/function/function-status.ts';

/** The next function, worst first, or the one before; behind the last comes the first. Null where there is none. */
export function neighbourOf(
  functions: readonly FunctionStatus[],
  functionName: string,
  step: 1 | -1,
): string | null {
  const place = functions.findIndex(({ name }) => name === functionName);
  return functions[(place + step + functions.length) % functions.length]?.name ?? null;
}
