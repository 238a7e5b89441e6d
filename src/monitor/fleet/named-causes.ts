import type { Cause } from '../../triage/cause/cause.ts';
import { namedByLog } from '../../triage/cause/log-named-cause.ts';
import type { FailureEvidence } from '../case/failure-probe.ts';
import type { FunctionStatus } from '../function/function-status.ts';

/** The causes that metrics tell, by the names that logs give them where they were read: every screen then says the same. */
export function namedCauses(
  causes: readonly Cause[],
  functions: readonly FunctionStatus[],
  failures: ReadonlyMap<string, FailureEvidence>,
): readonly Cause[] {
  return causes.map((cause) => {
    const told = failures.get(cause.functionName);
    const status = functions.find(({ name }) => name === cause.functionName);
    return told === undefined || told.error !== null || status === undefined
      ? cause
      : namedByLog(cause, status, told);
  });
}
