import type { ApiLedger } from '../../monitor/calls/api-ledger.ts';
import type { CallBudget } from '../../monitor/calls/call-budget.ts';
import type { Clock } from '../../monitor/clock.ts';

/** What the sessions that were left for this one hand on: nothing of what they saw, but what they owe. */
export interface EarlierSessions {
  readonly spent: Spent;
  /** By profile and Region. Whoever comes back goes on with the budget that was left: AWS may be backed off from. */
  readonly budgets: Map<string, CallBudget>;
}

/** What calls to AWS were made, and what they cost. */
export interface Spent {
  readonly calls: number;
  readonly dollars: number;
}

export function noEarlierSessions(): EarlierSessions {
  return { spent: { calls: 0, dollars: 0 }, budgets: new Map() };
}

interface Spending {
  readonly earlier: EarlierSessions;
  readonly ledger: ApiLedger;
  readonly clock: Clock;
}

/** By this session and all before it. */
export function spentSoFar({ earlier: { spent }, ledger, clock }: Spending): Spent {
  const { calls, dollars } = ledger.snapshot(clock.now());
  return { calls: spent.calls + calls, dollars: spent.dollars + dollars };
}

/** What the next session finds where this one is left. */
export function handedOn(session: Spending): EarlierSessions {
  return { ...session.earlier, spent: spentSoFar(session) };
}

export function keptBudget(
  { budgets }: EarlierSessions,
  account: string,
  create: () => CallBudget,
): CallBudget {
  const budget = budgets.get(account) ?? create();
  budgets.set(account, budget);
  return budget;
}
