import type { Assessment } from '../../../src/capacity/assessment.ts';
import type { Reason, RuleName } from '../../../src/triage/rules/reason.ts';
import { brokenRules, type RuleFacts } from '../../../src/triage/rules/rules.ts';
import { DEFAULT_THRESHOLDS, type Thresholds } from '../../../src/triage/thresholds.ts';
import { assessmentOf, type KnownMinute, minutesOf, times } from '../troubled.ts';

/** The input of rules. Defaults: a seventh of the account's pool is in use, and lmon's own thresholds. */
interface Given {
  readonly minutes: readonly (KnownMinute | null)[];
  readonly assessment?: Assessment;
  readonly thresholds?: Partial<Thresholds>;
  readonly carried?: readonly Reason[];
}

export function broken({ minutes, assessment, thresholds, carried = [] }: Given): readonly Reason[] {
  const facts: RuleFacts = {
    minutes: minutesOf(...minutes),
    timeoutMs: 10_000,
    assessment: assessment ?? assessmentOf({ kind: 'account', value: 700, inUse: 100 }),
    thresholds: { ...DEFAULT_THRESHOLDS, ...thresholds },
    carried,
  };
  return brokenRules(facts);
}

export function reasonFor(rule: RuleName, given: Given): Reason | null {
  return broken(given).find((reason) => reason.rule === rule) ?? null;
}

export function severityOf(rule: RuleName, given: Given): Reason['severity'] | 'ok' {
  return reasonFor(rule, given)?.severity ?? 'ok';
}

/** A minute in which nothing is wrong. */
export const FINE = {};
export const HOUR = times(60, FINE);
