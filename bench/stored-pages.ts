import { createWorld } from '../src/local/world/create-world.ts';
import type { WorldEvent } from '../src/local/world/world-log.ts';

/** Where a page of FilterLogEvents ends. */
const PAGE_BYTES = 1_048_576;
const PAGE_EVENTS = 10_000;

/** A log in Lambda's JSON format and one in its text format. */
const FUNCTIONS = ['checkout-api', 'image-resize'];
const LINES_OF_EACH = 10_000;
const LINES_MS = 30 * 60_000;

/** The newest event is at `endMs`, with this many events per second. */
const EVENTS_PER_SECOND = 1_000;

/**
 * Answers of FilterLogEvents, complete but for their end: the token of the next page, if any. They repeat the lines of
 * the demo's cast, each time with new times and ids.
 */
export function storedPages(eventCount: number, endMs: number): readonly Buffer[] {
  const lines = linesOfTheCast(endMs);
  const startMs = endMs - (eventCount / EVENTS_PER_SECOND) * 1_000;
  const pages: Buffer[] = [];
  let events: string[] = [];
  let bytes = 0;
  for (let index = 0; index < eventCount; index++) {
    const line = lines[index % lines.length];
    if (line === undefined) throw new Error('the cast has written nothing');
    events.push(storedEvent(line, index, Math.floor(startMs + (index / EVENTS_PER_SECOND) * 1_000)));
    bytes += line.message.length;
    if (bytes < PAGE_BYTES && events.length < PAGE_EVENTS && index < eventCount - 1) continue;
    pages.push(Buffer.from(`{"searchedLogStreams":[],"events":[${events.join(',')}]`));
    events = [];
    bytes = 0;
  }
  return pages;
}

/** @param index in the log: ids of CloudWatch Logs have 56 digits and increase with time. */
function storedEvent(line: WorldEvent, index: number, timestampMs: number): string {
  return JSON.stringify({
    logStreamName: line.logStream,
    timestamp: timestampMs,
    message: line.message,
    ingestionTime: timestampMs + line.ingestionMs - line.timestampMs,
    eventId: `3${String(timestampMs).padStart(20, '0')}${String(index).padStart(35, '0')}`,
  });
}

function linesOfTheCast(nowMs: number): readonly WorldEvent[] {
  const world = createWorld({ seed: 1, nowMs, cast: 'demo' });
  const range = {
    startMs: nowMs - LINES_MS,
    endMs: nowMs,
    nowMs,
    after: null,
    limit: LINES_OF_EACH,
    streams: null,
  };
  const [left = [], right = []] = FUNCTIONS.map((name) => world.log(name)?.read(range) ?? []);
  return left.flatMap((line, index) => [line, right[index] ?? line]);
}
