import { MINUTE_MS } from '../../lambda/time.ts';
import type { Clock } from '../clock.ts';
import type { LiveFrame, LiveLogSource, LogSource, Result } from '../sources.ts';
import type { ApiLedger } from './api-ledger.ts';

/** A log source whose calls are entered in the ledger. */
export function ledgeredLogs(source: LogSource, ledger: ApiLedger, clock: Clock): LogSource {
  return {
    page: async (question, signal) => {
      const answer = await source.page(question, signal);
      if (!signal.aborted)
        ledger.recordCall('logs:FilterLogEvents', clock.now(), answer.ok ? null : answer.error);
      return answer;
    },
  };
}

/** Live Tail sessions entered in the ledger, by every minute begun. */
export function ledgeredLive(source: LiveLogSource, ledger: ApiLedger, clock: Clock): LiveLogSource {
  return {
    live: async function* (groupArn, pattern, signal) {
      let openedMs: number | null = null;
      let minutes = 0;
      for await (const frame of source.live(groupArn, pattern, signal)) {
        const nowMs = clock.now();
        if (openedMs === null) ledger.recordCall('logs:StartLiveTail', nowMs, errorOf(frame));
        if (frame.ok) {
          openedMs ??= nowMs;
          for (; minutes * MINUTE_MS <= nowMs - openedMs; minutes += 1) ledger.recordLiveMinute(nowMs);
        }
        yield frame;
      }
    },
  };
}

function errorOf(frame: Result<LiveFrame>) {
  return frame.ok ? null : frame.error;
}
