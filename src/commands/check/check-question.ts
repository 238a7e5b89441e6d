import type { CheckQuestion } from '../../monitor/function/status/checked-status.ts';
import { spanOf } from '../../monitor/typed-time.ts';
import type { Flags } from '../../settings/command-line.ts';
import { RULE_GROUPS, type RuleGroup } from '../../triage/rules/rule-group.ts';
import { type Complaint, usageComplaint } from '../command/complaint.ts';

/** The question in `--only` and `--within`. */
export function checkQuestion({ only = [], within }: Flags): CheckQuestion | Complaint {
  const groups = only.flatMap((words) => words.split(','));
  const stranger = groups.find((word) => !isRuleGroup(word));
  if (stranger !== undefined)
    return usageComplaint(`--only ${stranger} is not one of ${RULE_GROUPS.join(', ')}`);
  const withinMs = typeof within === 'string' ? spanOf(within) : null;
  if (typeof within === 'string' && withinMs === null)
    return usageComplaint(`--within ${within} is not a span of time: 90s, 10m or 1h`);
  return { only: groups.filter(isRuleGroup), withinMs };
}

function isRuleGroup(word: string): word is RuleGroup {
  return RULE_GROUPS.some((group) => group === word);
}
