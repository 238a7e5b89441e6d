import { parseLogLine } from '../lambda/log-line.ts';
import { parseLogStream } from '../lambda/log-stream.ts';
import { outcomeOf } from '../lambda/outcome.ts';
import type { LogOrigin, Notice, TailItem } from '../logs/tail-item.ts';
import { isoTime } from '../terminal/quantity.ts';
import { jsonLine } from './json-line.ts';
import { noticeWords } from './tail-notice.ts';

/** One item of a tail as a JSON line. Null means no data; units are in the names. */
export function tailJson(item: TailItem, origin: LogOrigin): string {
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
        eventId: event.streamed === true ? null : event.eventId,
        function: stream?.functionName ?? origin.functionName,
        version: line.version ?? stream?.version ?? null,
        logGroup: origin.group,
        logStream: event.logStream,
        requestId: line.requestId,
        level: line.level,
        kind: line.kind,
        errorType: line.errorType,
        outcome: outcomeOf(line),
        message: event.message,
        lateMs,
      });
    }
    case 'gap':
      return jsonLine({
        v: 1,
        type: 'gap',
        logGroup: origin.group,
        start: isoTime(item.startMs),
        end: item.endMs === null ? null : isoTime(item.endMs),
        lengthMs: item.endMs === null ? null : item.endMs - item.startMs,
        reason: item.reason,
        missing: item.missing ?? 'nothing',
      });
    case 'notice':
      return jsonLine({
        v: 1,
        type: 'notice',
        logGroup: origin.group,
        time: isoTime(item.atMs),
        kind: item.kind,
        message: messageOf(item),
      });
  }
}

function messageOf(notice: Notice): string {
  switch (notice.kind) {
    case 'recovered':
      return `recovered from ${notice.from}`;
    case 'joined':
    case 'streaming':
    case 'polling':
    case 'unsettled':
    case 'settled':
      return noticeWords(notice);
    default:
      return notice.message;
  }
}
