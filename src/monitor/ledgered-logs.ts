import type { ApiLedger } from './api-ledger.ts';
import type { Clock } from './clock.ts';
import type { LogSource } from './sources.ts';

/** A log source whose calls stand in the ledger. */
export function ledgeredLogs(source: LogSource, ledger: ApiLedger, clock: Clock): LogSource {
  return {
    page: async (group, range, pattern, token, signal) => {
      const answer = await source.page(group, range, pattern, token, signal);
      if (!signal.aborted)
        ledger.recordCall('logs:FilterLogEvents', clock.now(), answer.ok ? null : answer.error);
      return answer;
    },
  };
}
