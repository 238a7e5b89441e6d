import type { TimeoutOf } from '../../capacity/in-flight/in-flight.ts';
import type { FunctionConfiguration } from '../../lambda/function/function.ts';
import { LONGEST_TIMEOUT_MS } from '../../lambda/function/function-setup.ts';
import type { FunctionVersion } from '../../lambda/function/function-version.ts';

/**
 * How long calls of the versions of a function may take. A version has the timeout that it was published with, which
 * need not be that of `$LATEST`; where it is unknown, the longest possible one is assumed.
 */
export function callTimeouts(
  { version, timeoutMs }: Pick<FunctionConfiguration, 'version' | 'timeoutMs'>,
  versions: readonly FunctionVersion[],
): TimeoutOf {
  const known = new Map<string, number>(versions.map((each) => [each.version, each.timeoutMs]));
  known.set(version, timeoutMs);
  return (called) => (called === null ? undefined : known.get(called)) ?? LONGEST_TIMEOUT_MS;
}
