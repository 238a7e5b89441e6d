import { ledgeredLogs } from '../../monitor/calls/ledgered-logs.ts';
import { READ_LOG_ACTION } from '../../monitor/log/follow-request.ts';
import type { Session } from '../session/session.ts';
import type { ChosenLogs } from './chosen-logs.ts';

/**
 * Resolves when AWS has told the time, or is not to be reached: `--since` is reckoned from the present, and a machine
 * whose clock is wrong has another one. Any answer tells it, a refusal too; where nothing had to be asked to know which
 * logs are meant, a moment of the first one is.
 */
export async function untilTimeIsTold(
  { choices }: ChosenLogs,
  { sources, clock, budget, ledger, replay }: Session,
  signal: AbortSignal,
): Promise<void> {
  const [choice] = choices;
  const nowMs = clock.now();
  if (choice === undefined || replay !== null || ledger.snapshot(nowMs).calls > 0) return;
  await budget.take(READ_LOG_ACTION, signal);
  if (signal.aborted) return;
  const moment = { startMs: nowMs, endMs: nowMs };
  const answer = await ledgeredLogs(sources.logs, ledger, clock).page(
    { group: choice.group, range: moment, pattern: null, token: null },
    signal,
  );
  const kind = answer.ok ? 'ok' : answer.error.kind;
  budget.settle(READ_LOG_ACTION, kind === 'ok' || kind === 'throttled' ? kind : 'failed');
}
