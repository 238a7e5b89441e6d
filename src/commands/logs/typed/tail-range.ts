import { type EpochMs, MINUTE_MS } from '../../../lambda/time.ts';
import type { Complaint } from '../../command/complaint.ts';
import { EXIT_STATUS } from '../../command/exit-status.ts';
import { requestedWindow } from '../../session/requested-window.ts';
import type { SessionBasics } from '../../session/session.ts';

/** The range to read, from `sinceMs` to `untilMs`, both inclusive; without an end the log is followed. */
export interface TailRange {
  readonly sinceMs: EpochMs;
  readonly untilMs: EpochMs | null;
}

/** How far back a log on screen reaches: the user looks for recent errors. */
export const LOG_ON_SCREEN_MS = 15 * MINUTE_MS;

/**
 * The default without `--since`. Piped lines are in order, so new ones wait for old ones: the history before following
 * is short, and without following as long as in other tools.
 */
const PRINTED_BEFORE_FOLLOWING_MS = MINUTE_MS;
const PRINTED_ONCE_MS = 10 * MINUTE_MS;

export function tailRange(basics: SessionBasics): TailRange | Complaint {
  const { settings, clock, hasScreen } = basics;
  const window = requestedWindow(basics);
  if ('complaint' in window) return window;
  if (settings.live && (!settings.follow || window.untilMs !== null))
    return { complaint: '--live follows, and --no-follow and --until end', status: EXIT_STATUS.usage };
  const follows = settings.follow && window.untilMs === null;
  const printedMs = follows ? PRINTED_BEFORE_FOLLOWING_MS : PRINTED_ONCE_MS;
  const usualMs = hasScreen ? LOG_ON_SCREEN_MS : printedMs;
  const { sinceMs, untilMs } = window;
  // For a recording, everything recorded is printed.
  const recordedMs = hasScreen ? null : (basics.replay?.logFromMs(null) ?? null);
  if (sinceMs === null && recordedMs !== null) return { sinceMs: recordedMs, untilMs };
  return { sinceMs: sinceMs ?? (untilMs ?? clock.now()) - usualMs, untilMs };
}
