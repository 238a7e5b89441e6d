import type { WeekOnset } from '../rules/week-onset.ts';
import type { Cause } from './cause.ts';
import { type LoggedFailures, type MemoryFacts, memoryDeaths } from './memory-deaths.ts';

/** Whether the log may name it otherwise. */
export function isNamedByLog({ kind }: Cause): boolean {
  return kind === 'nearTimeout' || kind === 'failing';
}

/** The cause as named by the log: near-timeouts and failures follow from that. */
export function namedByLog(
  cause: Cause,
  troubled: MemoryFacts & { readonly weekOnset: WeekOnset | null },
  told: LoggedFailures,
): Cause {
  if (!isNamedByLog(cause)) return cause;
  const deaths = memoryDeaths(troubled, told);
  if (deaths === null) return cause;
  const { severity, isWorseByPool, criticalBy, functionName, sinceMs, harm, lossRank } = cause;
  const isCriticalItself = deaths.severity === 'crit';
  return {
    severity: isCriticalItself ? 'crit' : severity,
    ...(isWorseByPool && !isCriticalItself && { isWorseByPool }),
    ...(criticalBy && criticalBy.rule !== 'timeout' && !isCriticalItself && { criticalBy }),
    functionName,
    sinceMs,
    harm,
    lossRank,
    kind: 'outOfMemory',
    deaths,
    weekOnset: troubled.weekOnset,
  };
}
