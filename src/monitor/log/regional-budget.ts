import { regionOfArn } from '../../lambda/region-of-arn.ts';
import type { RawText } from '../../terminal/text.ts';
import type { CallBudget } from '../calls/call-budget.ts';

/** The budget for calls about a log group. */
export function budgetFor(group: RawText, budget: CallBudget): CallBudget {
  const region = regionOfArn(group);
  return region === null ? budget : budget.in(region);
}
