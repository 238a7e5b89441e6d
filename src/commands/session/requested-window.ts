import { MINUTES_ARE_KEPT_MS } from '../../lambda/metric.ts';
import { type EpochMs, MINUTE_MS } from '../../lambda/time.ts';
import type { Clock } from '../../monitor/clock.ts';
import { isTimeOfDay, momentOf } from '../../monitor/typed-time.ts';
import type { Settings } from '../../settings/settings.ts';
import { utcDay } from '../../terminal/quantity.ts';
import { type Complaint, usageComplaint } from '../command/complaint.ts';

/** `--since` and `--until` in account time; null where absent. */
export interface RequestedWindow {
  readonly sinceMs: EpochMs | null;
  readonly untilMs: EpochMs | null;
}

/** Clocks differ: this little ahead counts as the present. */
const AHEAD_MS = MINUTE_MS;

/** What the window depends on. */
interface Asking {
  readonly settings: Pick<Settings, 'since' | 'until'>;
  readonly clock: Pick<Clock, 'now'>;
}

export function requestedWindow({ settings, clock }: Asking): RequestedWindow | Complaint {
  const unreadable = unreadableTime(settings);
  if (unreadable !== null) return unreadable;
  const nowMs = clock.now();
  const { since, until } = settings;
  const sinceMs = since === null ? null : momentOf(since, nowMs);
  const untilMs = until === null ? null : momentOf(until, nowMs);
  if (sinceMs !== null && sinceMs > nowMs + AHEAD_MS) return usageComplaint('--since is yet to come');
  if (sinceMs !== null && untilMs !== null && untilMs < sinceMs)
    return usageComplaint('--until is before --since');
  return { sinceMs, untilMs };
}

/** The same for metrics, which have a retention; an end in the future counts as none. */
export function requestedMetricWindow(asking: Asking): RequestedWindow | Complaint {
  const window = requestedWindow(asking);
  if ('complaint' in window || window.untilMs === null) return window;
  const agoMs = asking.clock.now() - window.untilMs;
  if (agoMs < -AHEAD_MS) return usageComplaint('--until is yet to come: leave it out for the present');
  if (agoMs > MINUTES_ARE_KEPT_MS)
    return usageComplaint('--until is more than 15 days ago: CloudWatch keeps no minute as long');
  return agoMs < MINUTE_MS ? { ...window, untilMs: null } : window;
}

/** Complains about a time that is invalid whenever it is read; null where both are valid. */
export function unreadableTime({ since, until }: Asking['settings']): Complaint | null {
  for (const [flag, text] of [
    ['--since', since],
    ['--until', until],
  ] as const) {
    if (text !== null && momentOf(text, 0) === null)
      return usageComplaint(`${flag} ${text} is not a time: 15m, 02:40 or 2026-11-24T02:40:00Z`);
  }
  return null;
}

/**
 * Tells the date of a time of day that is yet to come today, and so means yesterday: no screen shows it in a pipe. Null
 * where both are of today.
 */
export function yesterdayNotice({ since, until }: Asking['settings'], nowMs: EpochMs): string | null {
  const told = [
    ['--since', since],
    ['--until', until],
  ] as const;
  const ofYesterday = told.flatMap(([flag, text]) => {
    if (text === null || !isTimeOfDay(text)) return [];
    const atMs = momentOf(text, nowMs);
    const isOfToday = atMs === null || utcDay(atMs) === utcDay(nowMs);
    return isOfToday ? [] : [`${flag} ${text} is of yesterday, ${utcDay(atMs)}`];
  });
  return ofYesterday.length === 0 ? null : `${ofYesterday.join('; ')}: today it is yet to come`;
}
