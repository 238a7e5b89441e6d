import type { ApiLedger } from '../../../monitor/calls/api-ledger.ts';
import type { CallBudget } from '../../../monitor/calls/call-budget.ts';
import type { Clock } from '../../../monitor/clock.ts';

/** What earlier sessions hand on to this one: none of their data, only budgets and costs. */
export interface EarlierSessions {
  readonly spent: Spent;
  /** By profile and Region. Returning to one resumes its budget: AWS may still be throttling. */
  readonly budgets: Map<string, CallBudget>;
}

/** The calls made to AWS, and their cost. */
export interface Spent {
  readonly calls: number;
  readonly dollars: number;
  /** Whether any of them succeeded. */
  readonly hasSucceeded: boolean;
  /** How many brought no answer. */
  readonly unanswered: number;
}

export function noEarlierSessions(): EarlierSessions {
  return { spent: { calls: 0, dollars: 0, hasSucceeded: false, unanswered: 0 }, budgets: new Map() };
}

export interface Spending {
  readonly earlier: EarlierSessions;
  readonly ledger: ApiLedger;
  readonly clock: Clock;
}

/** By this session and all before it. */
export function spentSoFar({ earlier: { spent }, ledger, clock }: Spending): Spent {
  const { calls, dollars } = ledger.snapshot(clock.now());
  return {
    calls: spent.calls + calls,
    dollars: spent.dollars + dollars,
    hasSucceeded: spent.hasSucceeded || ledger.hasSucceeded,
    unanswered: spent.unanswered + ledger.unanswered,
  };
}

/** What the next session gets when this one ends. */
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
