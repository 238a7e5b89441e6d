import type { RuleName } from './reason.ts';

/** Groups in which users ask for rules. */
export type RuleGroup = 'capacity' | 'failures' | 'losses';

const GROUP_OF: Readonly<Record<RuleName, RuleGroup>> = {
  throttles: 'capacity',
  use: 'capacity',
  eta: 'capacity',
  pool: 'capacity',
  errors: 'failures',
  timeout: 'failures',
  memory: 'failures',
  silence: 'failures',
  deadLetterErrors: 'losses',
  redrive: 'losses',
  backlog: 'losses',
  iteratorAge: 'losses',
};

export const RULE_GROUPS: readonly RuleGroup[] = ['capacity', 'failures', 'losses'];

export function ruleGroupOf(rule: RuleName): RuleGroup {
  return GROUP_OF[rule];
}
