import { MINUTE_MS } from '../../lambda/time.ts';
import type { Cause } from '../../triage/cause/cause.ts';
import { isNamedByLog, namedByLog } from '../../triage/cause/log-named-cause.ts';
import { ownCausesOf } from '../../triage/cause/own-cause.ts';
import { suspectVersion, type VersionOutcome } from '../../triage/cause/version-suspicion.ts';
import { JUDGED_MINUTES } from '../../triage/minute/function-minute.ts';
import { worstReasonFirst } from '../../triage/rules/reason.ts';
import type { UnjudgedRule } from '../../triage/rules/unjudged.ts';
import { worse } from '../../triage/severity.ts';
import type { FailureEvidence } from '../case/failure-probe.ts';
import type { FunctionStatus } from '../function/status/function-status.ts';
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
      told === undefined || status === undefined || !isStillTelling(told, status)
        ? cause
        : namedByLog(cause, status, told);
    const isOfLog = named.kind === 'nearTimeout' || named.kind === 'outOfMemory';
    if (isOfLog && look.awaitedLogs.has(cause.functionName)) return { ...named, awaitsLog: true };
    return withVersion(withoutLines(named, told), versionsBehind(cause.functionName, look));
  });
}

/** How far metrics may be ahead of a log that can't be read any more. */
const TELLING_MS = JUDGED_MINUTES * MINUTE_MS;

/** A log that can't be read for a while does not take back what it told of the minutes that are judged. */
function isStillTelling({ error, toMs }: FailureEvidence, { minuteMs }: FunctionStatus): boolean {
  return error === null || (minuteMs !== null && minuteMs - toMs <= TELLING_MS);
}

/**
 * Adds the cause named by the log to a function's reasons, so that the verdict is always among them. It comes first
 * of those as bad, which follow from it. Where the log could not name it, memory is a rule that was not judged.
 */
export function withNamedReasons(
  functions: readonly FunctionStatus[],
  causes: readonly Cause[],
  failures: CloserLook['failures'],
): readonly FunctionStatus[] {
  const own = ownCausesOf(causes);
  return functions.map((status) => {
    const cause = own.get(status.name);
    if (cause?.kind === 'outOfMemory') return withDeaths(status, cause);
    if (cause === undefined || !isNamedByLog(cause)) return status;
    const because = whyUntold(failures.get(status.name));
    return because === null
      ? status
      : { ...status, notJudged: [...status.notJudged, { rule: 'memory', because }] };
  });
}

function withDeaths(
  status: FunctionStatus,
  { deaths, sinceMs }: Extract<Cause, { kind: 'outOfMemory' }>,
): FunctionStatus {
  const { severity, count, spanMs } = deaths;
  const memory = { rule: 'memory', severity, value: count, spanMs, sinceMs } as const;
  return {
    ...status,
    severity: worse(status.severity, severity),
    reasons: worstReasonFirst([memory, ...status.reasons]),
  };
}

/** Why a log says nothing about memory; null where it does. */
function whyUntold(told: FailureEvidence | undefined): UnjudgedRule['because'] | null {
  if (told === undefined) return 'unread';
  if (told.error !== null) return told.error.kind === 'denied' ? 'denied' : 'unread';
  return told.hasLines ? null : 'noLines';
}

function withoutLines(cause: Cause, told: FailureEvidence | undefined): Cause {
  const isEmpty = told !== undefined && told.error === null && !told.hasLines;
  return isEmpty && (cause.kind === 'failing' || cause.kind === 'nearTimeout')
    ? { ...cause, hasNoLines: true }
    : cause;
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
