import type { FailureEvidence } from '../../monitor/case/failure-probe.ts';
import type { FleetSnapshot } from '../../monitor/fleet/fleet-snapshot.ts';
import type { FunctionStatus } from '../../monitor/function/status/function-status.ts';
import type { Cause } from '../../triage/cause/cause.ts';
import { ownCause } from '../../triage/cause/own-cause.ts';

/**
 * Functions whose log may name another cause than metrics do, but was not read, or only in part and without naming one
 * so far.
 *
 * @param polled before any log was read
 * @param looked what was known when the look ended
 */
export function unreadFunctions(
  polled: Pick<FleetSnapshot, 'functions' | 'causes'>,
  looked: Pick<FleetSnapshot, 'causes' | 'failures' | 'awaitedLogs'>,
  needsLog: (status: FunctionStatus, cause: Cause | undefined) => boolean,
): readonly FunctionStatus[] {
  return polled.functions.filter((status) => {
    const { name } = status;
    if (!needsLog(status, ownCause(polled.causes, name))) return false;
    const isPartlyRead = looked.awaitedLogs.has(name) && needsLog(status, ownCause(looked.causes, name));
    return isPartlyRead || !isRead(looked.failures.get(name));
  });
}

/** Denied logs are reported with all other denials. */
function isRead(evidence: FailureEvidence | undefined): boolean {
  return evidence !== undefined && (evidence.error === null || evidence.error.kind === 'denied');
}
