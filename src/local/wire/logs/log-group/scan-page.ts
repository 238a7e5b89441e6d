import type { EpochMs } from '../../../../lambda/time.ts';
import type { LogPosition } from '../../../world/world-log.ts';
import type { Matcher } from '../filter/matcher.ts';
import { type LogEvent, positionOf, type ReadRequest } from './log.ts';
import type { LogGroup } from './log-groups.ts';
import { eventsBackwards } from './read-backwards.ts';

/** The most message bytes on a page. */
const PAGE_BYTES = 1_048_576;
/** The most events that a call scans, however few events match: the rest is left to the next page. */
const SCANNED_EVENTS = 20_000;
/** Small enough that a page full of long messages wastes few reads. */
const EVENTS_PER_READ = 2_500;

/** Which events are wanted. */
export interface LogQuestion {
  readonly group: LogGroup;
  readonly startMs: EpochMs;
  readonly endMs: EpochMs;
  readonly matches: Matcher;
  readonly streams: ReadonlySet<string> | null;
  readonly newestFirst: boolean;
}

interface ScanRequest extends LogQuestion {
  /** Where the previous page ended. */
  readonly after: LogPosition | null;
  readonly limit: number;
  readonly nowMs: EpochMs;
}

interface ScannedPage {
  readonly events: readonly LogEvent[];
  /** Where to continue; null at the end of the range. */
  readonly resumeAfter: LogPosition | null;
}

/** The next page of matching events, cut as FilterLogEvents does. */
export function scanPage(request: ScanRequest): ScannedPage {
  const events: LogEvent[] = [];
  let after: LogPosition | null = request.after;
  let bytes = 0;
  for (let scanned = 0; scanned < SCANNED_EVENTS; ) {
    const read = readOn(request, after);
    for (const event of read) {
      if (request.matches(event.message)) {
        const messageBytes = Buffer.byteLength(event.message);
        const isFull = events.length === request.limit || bytes + messageBytes > PAGE_BYTES;
        if (isFull && events.length > 0) return { events, resumeAfter: after && positionOf(after) };
        events.push(event);
        bytes += messageBytes;
      }
      after = event;
    }
    if (read.length < EVENTS_PER_READ) return { events, resumeAfter: null };
    scanned += read.length;
  }
  return { events, resumeAfter: after && positionOf(after) };
}

function readOn(request: ScanRequest, after: LogPosition | null): readonly LogEvent[] {
  const { group, startMs, endMs, nowMs, streams } = request;
  const range: Omit<ReadRequest, 'after'> = { startMs, endMs, nowMs, streams, limit: EVENTS_PER_READ };
  return request.newestFirst
    ? eventsBackwards(group.log, { ...range, before: after })
    : group.log.read({ ...range, after });
}
