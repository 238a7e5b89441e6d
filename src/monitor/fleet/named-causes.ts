import type { Cause } from '../../triage/cause/cause.ts';
import { namedByLog } from '../../triage/cause/log-named-cause.ts';
import { suspectVersion, type VersionOutcome } from '../../triage/cause/version-suspicion.ts';
import { worstReasonFirst } from '../../triage/rules/reason.ts';
import type { FunctionStatus } from '../function/function-status.ts';
import type { CloserLook } from './attention.ts';

/** The metric causes, renamed by what a closer look found, so that every screen says the same. */
export function namedCauses(
  causes: readonly Cause[],
  functions: readonly FunctionStatus[],
  look: Pick<CloserLook, 'failures' | 'awaitedLogs' | 'versions' | 'detail'>,
): readonly Cause[] {
  return causes.map((cause) => {
    const told = look.failures.get(cause.functionName);
    const status = functions.find(({ name }) => name === cause.functionName);
    const named =
      told === undefined || told.error !== null || status === undefined
        ? cause
        : namedByLog(cause, status, told);
    if (named.kind === 'nearTimeout' && look.awaitedLogs.has(cause.functionName))
      return { ...named, awaitsLog: true };
    return withVersion(named, versionsBehind(cause.functionName, look));
  });
}

/**
 * Adds the cause named by the log to a function's reasons, so that the verdict is always among them. It comes first
 * of those as bad, which follow from it.
 */
export function withNamedReasons(
  functions: readonly FunctionStatus[],
  causes: readonly Cause[],
): readonly FunctionStatus[] {
  const named = new Map(
    causes.flatMap((cause) => (cause.kind === 'outOfMemory' ? [[cause.functionName, cause] as const] : [])),
  );
  if (named.size === 0) return functions;
  return functions.map((status) => {
    const cause = named.get(status.name);
    if (cause === undefined) return status;
    const { severity, isWorseByPool, deaths, sinceMs } = cause;
    const memory = {
      rule: 'memory',
      severity: isWorseByPool ? 'warn' : severity,
      value: deaths.count,
      spanMs: deaths.spanMs,
      sinceMs,
    } as const;
    return { ...status, reasons: worstReasonFirst([memory, ...status.reasons]) };
  });
}

/** The versions behind each alias of a function; empty where they were not read. */
export function versionsBehind(
  functionName: string,
  { versions, detail }: Pick<CloserLook, 'versions' | 'detail'>,
): readonly (readonly VersionOutcome[])[] {
  const own = detail?.functionName === functionName && detail.aliases.known ? detail.aliases.value : null;
  return (own ?? versions.get(functionName) ?? []).map((alias) => alias.versions);
}

function withVersion(cause: Cause, behind: readonly (readonly VersionOutcome[])[]): Cause {
  if (cause.kind !== 'failing') return cause;
  const [suspect] = behind.flatMap((versions) => suspectVersion(versions) ?? []);
  return suspect === undefined ? cause : { ...cause, suspect };
}
