import type { LogPosition } from '../../../world/world-log.ts';
import { MOST_AHEAD_MS } from '../../accepted-time.ts';
import { compareInLog, type Log, type LogEvent, type ReadRequest } from './log.ts';

const FIRST_WINDOW_MS = 10_000;

/**
 * The newest events before `before`, newest first, at most `limit`. A log reads forwards only, so this reads ever wider
 * windows before the last one until it has enough.
 */
export function eventsBackwards(
  log: Log,
  request: Omit<ReadRequest, 'after'> & { readonly before: LogPosition | null },
): readonly LogEvent[] {
  const { before, startMs, limit, nowMs, streams } = request;
  const found: LogEvent[] = [];
  let endMs = Math.min(request.endMs, before?.timestampMs ?? Infinity, nowMs + MOST_AHEAD_MS);
  let windowMs = FIRST_WINDOW_MS;
  while (found.length < limit && endMs >= startMs) {
    const windowStartMs = Math.max(startMs, endMs > nowMs ? nowMs + 1 : endMs - windowMs + 1);
    const events = log.read({ startMs: windowStartMs, endMs, nowMs, streams, after: null, limit: Infinity });
    for (const event of events.toReversed()) {
      if (before === null || compareInLog(event, before) < 0) found.push(event);
    }
    endMs = windowStartMs - 1;
    windowMs *= 2;
  }
  return found.slice(0, limit);
}
