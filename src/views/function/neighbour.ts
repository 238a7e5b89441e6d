import type { FunctionStatus } from '../../monitor/function/status/function-status.ts';

/** The next function, worst first, or the previous one; the last is followed by the first. Null for none. */
export function neighbourOf(
  functions: readonly FunctionStatus[],
  functionName: string,
  step: 1 | -1,
): string | null {
  const place = functions.findIndex(({ name }) => name === functionName);
  return functions[(place + step + functions.length) % functions.length]?.name ?? null;
}
