import type { Reason, RuleName } from '../../../triage/rules/reason.ts';
import { type RuleGroup, ruleGroupOf } from '../../../triage/rules/rule-group.ts';
import { steadyOf } from '../../../triage/rules/steady.ts';
import { type Severity, worse } from '../../../triage/severity.ts';
import type { Thresholds } from '../../../triage/thresholds.ts';
import type { FunctionStatus } from './function-status.ts';

/** What a script wants to know about functions. */
export interface CheckQuestion {
  /** Only rules of these groups; all rules when empty. */
  readonly only: readonly RuleGroup[];
  /** Only a limit that is likely met within this time is critical. Null leaves it to the thresholds. */
  readonly withinMs: number | null;
}

export function checkThresholds(thresholds: Thresholds, { withinMs }: CheckQuestion): Thresholds {
  if (withinMs === null) return thresholds;
  // A later forecast stays the warning that it is by default.
  const warnAt = Math.max(thresholds.etaMs.warnAt, withinMs);
  return { ...thresholds, etaMs: { warnAt, critAt: withinMs } };
}

/**
 * The function, judged only by what was asked. With a given time, the account pool's forecast counts as the function's
 * own: every function in a full pool is throttled, whichever one filled it.
 */
export function checkedStatus(status: FunctionStatus, { only, withinMs }: CheckQuestion): FunctionStatus {
  const isAsked = ({ rule }: { readonly rule: RuleName }) =>
    only.length === 0 || only.includes(ruleGroupOf(rule));
  const foreseen = withinMs === null ? [] : foreseenWithin(status, withinMs);
  const reasons = [...foreseen, ...status.reasons].filter(isAsked).toSorted(worstFirst);
  const notJudged = status.notJudged.filter(isAsked);
  const isJudged = status.activity === 'idle' || (status.isRead && notJudged.length === 0);
  return {
    ...status,
    reasons,
    steady: steadyOf({ reasons, minutes: status.minutes }),
    notJudged,
    severity: reasons.reduce<Severity>(
      (severity, reason) => worse(severity, reason.severity),
      isJudged ? 'ok' : 'unknown',
    ),
  };
}

/** Critical when likely met within the time; a warning when only the earliest estimate is within it. */
function foreseenWithin({ assessment, reasons }: FunctionStatus, withinMs: number): readonly Reason[] {
  const { eta, flag } = assessment;
  // The rule itself may already have reported the function's own limit.
  const isTold = reasons.some(({ rule }) => rule === 'eta');
  if (eta === null || eta.earlyMs > withinMs || flag === 'throttling' || isTold) return [];
  const severity = eta.likelyMs <= withinMs ? 'crit' : 'warn';
  return [{ rule: 'eta', severity, value: eta.likelyMs, sinceMs: null }];
}

function worstFirst(a: Reason, b: Reason): number {
  return a.severity === b.severity ? 0 : a.severity === 'crit' ? -1 : 1;
}
