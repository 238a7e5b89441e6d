import { parseLogLine } from '../lambda/log-line.ts';
import { parseLogStream } from '../lambda/log-stream.ts';
import type { TailItem } from '../logs/tail-item.ts';
import type { RawText } from '../terminal/text.ts';
import { jsonLine } from './json-line.ts';

export interface TailOrigin {
  readonly functionName: RawText | null;
  readonly logGroup: RawText;
}

/** One item of a tail as a JSON line. Null means no data; units are in the names. */
export function tailJson(item: TailItem, origin: TailOrigin): string {
  switch (item.type) {
    case 'event': {
      const { event, lateMs } = item;
      const stream = parseLogStream(event.logStream);
      const line = parseLogLine(event.message);
      return jsonLine({
        v: 1,
        type: 'event',
        time: isoTime(event.timestampMs),
        timestamp: event.timestampMs,
        ingestionTime: event.ingestionMs,
        eventId: event.eventId,
        function: stream?.functionName ?? origin.functionName,
        version: line.version ?? stream?.version ?? null,
        logGroup: origin.logGroup,
        logStream: event.logStream,
        requestId: line.requestId,
        level: line.level,
        kind: line.kind,
        message: event.message,
        lateMs,
      });
    }
    case 'gap':
      return jsonLine({
        v: 1,
        type: 'gap',
        logGroup: origin.logGroup,
        start: isoTime(item.startMs),
        end: item.endMs === null ? null : isoTime(item.endMs),
        lengthMs: item.endMs === null ? null : item.endMs - item.startMs,
        reason: item.reason,
      });
    case 'notice':
      return jsonLine({
        v: 1,
        type: 'notice',
        logGroup: origin.logGroup,
        time: isoTime(item.atMs),
        kind: item.kind,
        message: item.kind === 'recovered' ? `recovered from ${item.from}` : item.message,
      });
  }
}

function isoTime(timeMs: number): string {
  return new Date(timeMs).toISOString();
}
