import type { WeekOnset } from '../rules/week-onset.ts';
import type { Cause } from './cause.ts';
import { memoryDeaths, type ToldFailures } from './memory-deaths.ts';
import type { TroubledFunction } from './troubled-function.ts';

/** Whether the log may give it another name. */
export function isNamedByLog({ kind }: Cause): boolean {
  return kind === 'nearTimeout' || kind === 'failing';
}

/** The cause by the name that the log gives it: that calls came near their timeout, or fail, follows from that. */
export function namedByLog(
  cause: Cause,
  troubled: Pick<TroubledFunction, 'minutes' | 'reasons'> & { readonly weekOnset: WeekOnset | null },
  told: ToldFailures,
): Cause {
  if (!isNamedByLog(cause)) return cause;
  const deaths = memoryDeaths(troubled, told);
  if (deaths === null) return cause;
  const { severity, isWorseByPool, functionName, sinceMs, harm, lossRank } = cause;
  return {
    severity,
    ...(isWorseByPool && { isWorseByPool }),
    functionName,
    sinceMs,
    harm,
    lossRank,
    kind: 'outOfMemory',
    deaths,
    weekOnset: troubled.weekOnset,
  };
}
