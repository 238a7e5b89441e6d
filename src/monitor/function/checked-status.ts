import type { Reason, RuleName } from '../../triage/rules/reason.ts';
import { type RuleGroup, ruleGroupOf } from '../../triage/rules/rule-group.ts';
import { steadyOf } from '../../triage/rules/steady.ts';
import { type Severity, worse } from '../../triage/severity.ts';
import type { Thresholds } from '../../triage/thresholds.ts';
import type { FunctionStatus } from './function-status.ts';

/** What somebody wants to know of functions, in a script. */
export interface CheckQuestion {
  /** Rules of these groups alone; of all where there are none. */
  readonly only: readonly RuleGroup[];
  /** A limit that is likely met within this time is critical, and no other. Null leaves it to the thresholds. */
  readonly withinMs: number | null;
}

export function checkThresholds(thresholds: Thresholds, { withinMs }: CheckQuestion): Thresholds {
  if (withinMs === null) return thresholds;
  // What is foreseen for later stays the warning that it is without being asked for.
  const warnAt = Math.max(thresholds.etaMs.warnAt, withinMs);
  return { ...thresholds, etaMs: { warnAt, critAt: withinMs } };
}

/**
 * The function, judged by what was asked alone. Where somebody names a time, the account pool's counts as the
 * function's own: whoever shares a full pool is turned away, whoever filled it.
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

/** Likely met within the time is critical; a time that lies between the earliest and the likely one warns. */
function foreseenWithin({ assessment, reasons }: FunctionStatus, withinMs: number): readonly Reason[] {
  const { eta, flag } = assessment;
  // Of a function's own limit the rule itself may have told.
  const isTold = reasons.some(({ rule }) => rule === 'eta');
  if (eta === null || eta.earlyMs > withinMs || flag === 'throttling' || isTold) return [];
  const severity = eta.likelyMs <= withinMs ? 'crit' : 'warn';
  return [{ rule: 'eta', severity, value: eta.likelyMs, sinceMs: null }];
}

function worstFirst(a: Reason, b: Reason): number {
  return a.severity === b.severity ? 0 : a.severity === 'crit' ? -1 : 1;
}
