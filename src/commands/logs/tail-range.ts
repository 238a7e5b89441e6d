import { type EpochMs, MINUTE_MS } from '../../lambda/time.ts';
import type { Complaint } from '../command/complaint.ts';
import { EXIT_STATUS } from '../command/exit-status.ts';
import { askedWindow } from '../session/asked-window.ts';
import type { Asking } from '../session/session.ts';

/** How much of a log is read: from `sinceMs` to `untilMs`, both inclusive; without an end it is followed. */
export interface TailRange {
  readonly sinceMs: EpochMs;
  readonly untilMs: EpochMs | null;
}

/** How far back a log on screen reaches: the last errors are what the person came for. */
export const LOG_ON_SCREEN_MS = 15 * MINUTE_MS;

/**
 * What is read back when `--since` does not say. Into a pipe lines go in order, so that the new ones wait for the old:
 * little before those that come, as much as with other tools where none do.
 */
const PRINTED_BEFORE_FOLLOWING_MS = MINUTE_MS;
const PRINTED_ONCE_MS = 10 * MINUTE_MS;

export function tailRange(asking: Asking): TailRange | Complaint {
  const { settings, clock, hasScreen } = asking;
  const window = askedWindow(asking);
  if ('complaint' in window) return window;
  if (settings.live && (!settings.follow || window.untilMs !== null))
    return { complaint: '--live follows, and --no-follow and --until end', status: EXIT_STATUS.usage };
  const follows = settings.follow && window.untilMs === null;
  const printedMs = follows ? PRINTED_BEFORE_FOLLOWING_MS : PRINTED_ONCE_MS;
  const usualMs = hasScreen ? LOG_ON_SCREEN_MS : printedMs;
  const { sinceMs, untilMs } = window;
  // All that was recorded is all that one can want to be printed.
  const recordedMs = hasScreen ? null : (asking.replay?.logFromMs(null) ?? null);
  if (sinceMs === null && recordedMs !== null) return { sinceMs: recordedMs, untilMs };
  return { sinceMs: sinceMs ?? (untilMs ?? clock.now()) - usualMs, untilMs };
}
