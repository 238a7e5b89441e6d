import { isPoolCause, type PoolCause } from '../../triage/cause/pool-cause.ts';
import type { RuleName } from '../../triage/rules/reason.ts';
import { type Severity, worse } from '../../triage/severity.ts';
import type { FleetSnapshot } from '../fleet/fleet-snapshot.ts';
import { isSparedByProvisioned, provisionedUse } from '../function/detail/provisioned-use.ts';
import type { FunctionStatus } from '../function/status/function-status.ts';

const RULES_OF_LIMITS: ReadonlySet<RuleName> = new Set(['throttles', 'use', 'eta', 'pool']);

/** A stream's lag is about its workers, not about a pool that has room for more of them. */
function tellsOfLimit(rule: RuleName, { assessment }: FunctionStatus): boolean {
  return RULES_OF_LIMITS.has(rule) || (rule === 'iteratorAge' && assessment.limit.kind !== 'account');
}

/** A function that the pool turned away has that among its own reasons. */
function isOver(cause: PoolCause): boolean {
  return cause.kind === 'poolFull' && cause.newestIsClean;
}

/**
 * Severity of a function's limit alone: its other failures have nothing to do with it. The account pool's severity
 * applies to every function that takes from it, so not to one whose calls all run on provisioned concurrency.
 */
export function limitSeverity(
  status: FunctionStatus,
  { causes, detail }: Pick<FleetSnapshot, 'causes' | 'detail'>,
): Severity {
  const own = status.reasons.filter(({ rule }) => tellsOfLimit(rule, status));
  const shared =
    status.assessment.limit.kind === 'account' &&
    status.activity !== 'idle' &&
    !isSparedByProvisioned(provisionedUse(status, detail))
      ? causes.filter((cause) => isPoolCause(cause) && !isOver(cause))
      : [];
  return [...own, ...shared].reduce<Severity>(
    (worst, { severity }) => worse(worst, severity),
    status.severity === 'unknown' ? 'unknown' : 'ok',
  );
}
