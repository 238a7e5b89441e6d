import { regionOfArn } from '../../lambda/region-of-arn.ts';
import { type EpochMs, MINUTE_MS } from '../../lambda/time.ts';
import type { Clock } from '../clock.ts';
import type { Result } from '../source-error.ts';
import type { LiveLogSource, LogSource } from '../sources.ts';
import type { ApiLedger } from './api-ledger.ts';

/** A log source whose calls are entered in the ledger. @param home the Region of the session */
export function ledgeredLogs(
  source: LogSource,
  ledger: ApiLedger,
  clock: Clock,
  home: string | null = null,
): LogSource {
  return {
    page: async (question, signal) => {
      const answer = await source.page(question, signal);
      const region = regionOfArn(question.group);
      const entry = { action: LOG_ACTION, region: region === home ? null : region };
      enter(ledger, entry, clock.now(), signal.aborted ? null : answer);
      return answer;
    },
  };
}

const LOG_ACTION = 'logs:FilterLogEvents';
/** It is for one log, and so in one Region. */
const LIVE = { action: 'logs:StartLiveTail', region: null };

/** Live Tail sessions entered in the ledger, by every minute begun. */
export function ledgeredLive(source: LiveLogSource, ledger: ApiLedger, clock: Clock): LiveLogSource {
  return {
    live: async function* (groupArn, pattern, signal) {
      let isAnswered = false;
      let openedMs: number | null = null;
      let minutes = 0;
      for await (const frame of source.live(groupArn, pattern, signal)) {
        const nowMs = clock.now();
        if (openedMs === null) enter(ledger, LIVE, nowMs, signal.aborted ? null : frame);
        isAnswered = true;
        if (frame.ok) {
          openedMs ??= nowMs;
          for (; minutes * MINUTE_MS <= nowMs - openedMs; minutes += 1) ledger.recordLiveMinute(nowMs);
        }
        yield frame;
      }
      if (!isAnswered) enter(ledger, LIVE, clock.now(), null);
    },
  };
}

/** @param answer null for a call that was given up before it came */
function enter(
  ledger: ApiLedger,
  { action, region }: { readonly action: string; readonly region: string | null },
  atMs: EpochMs,
  answer: Result<unknown> | null,
): void {
  if (answer === null) ledger.recordUnanswered(action, atMs);
  else ledger.recordCall(action, atMs, answer.ok ? null : answer.error, region);
}
