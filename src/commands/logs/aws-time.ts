import { ledgeredLogs } from '../../monitor/calls/ledgered-logs.ts';
import { READ_LOG_ACTION } from '../../monitor/log/follow-request.ts';
import { budgetFor } from '../../monitor/log/regional-budget.ts';
import type { Session } from '../session/session.ts';
import type { ChosenLogs } from './chosen-logs.ts';

/**
 * Resolves when AWS has told the time, or can't be reached: `--since` counts from the present, which a wrong machine
 * clock misses. Every answer tells it, even a refusal; where no call was needed to find the logs, the first one is
 * briefly waited for.
 */
export async function untilTimeIsTold(
  { choices }: ChosenLogs,
  { sources, clock, budget: budgetOfAll, ledger, region, replay }: Session,
  signal: AbortSignal,
): Promise<void> {
  const [choice] = choices;
  const nowMs = clock.now();
  if (choice === undefined || replay !== null || ledger.snapshot(nowMs).calls > 0) return;
  const budget = budgetFor(choice.group, budgetOfAll);
  await budget.take(READ_LOG_ACTION, signal);
  if (signal.aborted) return;
  const moment = { startMs: nowMs, endMs: nowMs };
  const answer = await ledgeredLogs(sources.logs, ledger, clock, region).page(
    { group: choice.group, range: moment, pattern: null, token: null },
    signal,
  );
  const kind = answer.ok ? 'ok' : answer.error.kind;
  budget.settle(READ_LOG_ACTION, kind === 'ok' || kind === 'throttled' ? kind : 'failed');
}
