import { type EpochMs, MINUTE_MS } from '../../lambda/time.ts';
import type { Clock } from '../clock.ts';
import type { LiveLogSource, LogSource, Result } from '../sources.ts';
import type { ApiLedger } from './api-ledger.ts';

/** A log source whose calls are entered in the ledger. */
export function ledgeredLogs(source: LogSource, ledger: ApiLedger, clock: Clock): LogSource {
  return {
    page: async (question, signal) => {
      const answer = await source.page(question, signal);
      enter(ledger, 'logs:FilterLogEvents', clock.now(), signal.aborted ? null : answer);
      return answer;
    },
  };
}

const LIVE_ACTION = 'logs:StartLiveTail';

/** Live Tail sessions entered in the ledger, by every minute begun. */
export function ledgeredLive(source: LiveLogSource, ledger: ApiLedger, clock: Clock): LiveLogSource {
  return {
    live: async function* (groupArn, pattern, signal) {
      let isAnswered = false;
      let openedMs: number | null = null;
      let minutes = 0;
      for await (const frame of source.live(groupArn, pattern, signal)) {
        const nowMs = clock.now();
        if (openedMs === null) enter(ledger, LIVE_ACTION, nowMs, signal.aborted ? null : frame);
        isAnswered = true;
        if (frame.ok) {
          openedMs ??= nowMs;
          for (; minutes * MINUTE_MS <= nowMs - openedMs; minutes += 1) ledger.recordLiveMinute(nowMs);
        }
        yield frame;
      }
      if (!isAnswered) enter(ledger, LIVE_ACTION, clock.now(), null);
    },
  };
}

/** @param answer null for a call that was given up before it came */
function enter(ledger: ApiLedger, action: string, atMs: EpochMs, answer: Result<unknown> | null): void {
  if (answer === null) ledger.recordUnanswered(action, atMs);
  else ledger.recordCall(action, atMs, answer.ok ? null : answer.error);
}
