import { type RuleGroup, ruleGroupOf } from '../triage/rule-group.ts';
import type { Reason, RuleName } from '../triage/rules.ts';
import { type Severity, worse } from '../triage/severity.ts';
import type { Thresholds } from '../triage/thresholds.ts';
import type { FunctionStatus } from './function-status.ts';

/** What somebody wants to know of functions, in a script. */
export interface CheckQuestion {
  /** Rules of these groups alone; of all where there are none. */
  readonly only: readonly RuleGroup[];
  /** A limit that is to be met within this time is critical; later it is not told. Null leaves it to the thresholds. */
  readonly withinMs: number | null;
}

export function checkThresholds(thresholds: Thresholds, { withinMs }: CheckQuestion): Thresholds {
  return withinMs === null ? thresholds : { ...thresholds, etaMs: { warnAt: withinMs, critAt: withinMs } };
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
    notJudged,
    severity: reasons.reduce<Severity>(
      (severity, reason) => worse(severity, reason.severity),
      isJudged ? 'ok' : 'unknown',
    ),
  };
}

function foreseenWithin({ assessment }: FunctionStatus, withinMs: number): readonly Reason[] {
  const { eta, flag, limit } = assessment;
  // Of other limits the rule itself tells.
  if (limit.kind !== 'account' || flag === 'throttling') return [];
  if (eta === null || eta.likelyMs > withinMs) return [];
  return [{ rule: 'eta', severity: 'crit', value: eta.likelyMs, sinceMs: null }];
}

function worstFirst(a: Reason, b: Reason): number {
  return a.severity === b.severity ? 0 : a.severity === 'crit' ? -1 : 1;
}
