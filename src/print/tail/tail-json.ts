import type { LogOrigin, Notice, TailItem } from '../../logs/tail-item.ts';
import { isoTime } from '../../terminal/quantity.ts';
import { jsonLine } from '../json-line.ts';
import { type EndOf, endOnItem } from './end-of-line.ts';
import { eventJson } from './event-json.ts';
import { noticeWords } from './notice-words.ts';

/**
 * One item of a tail as a JSON line. Null means no data; units are in the names. Unescaped, for writers that pass many
 * lines to `visible` at once.
 */
export function unseenTailJson(item: TailItem, origin: LogOrigin, endOf: EndOf = endOnItem): string {
  switch (item.type) {
    case 'event':
      return eventJson(item, origin, endOf);
    case 'gap':
      return jsonLine({
        v: 1,
        type: 'gap',
        region: origin.region?.name ?? null,
        logGroup: origin.group,
        start: isoTime(item.startMs),
        end: item.endMs === null ? null : isoTime(item.endMs),
        lengthMs: item.endMs === null ? null : item.endMs - item.startMs,
        reason: item.reason,
        ...(item.laterReason === undefined ? {} : { laterReason: item.laterReason }),
        // Unknown until the span has been read.
        missing: item.missing ?? (item.endMs === null ? null : 'nothing'),
      });
    case 'notice':
      return jsonLine({
        v: 1,
        type: 'notice',
        region: origin.region?.name ?? null,
        logGroup: origin.group,
        time: isoTime(item.atMs),
        kind: item.kind,
        error: errorNameOf(item),
        message: messageOf(item),
        ...(item.kind === 'leftOut' ? { count: item.count, streamed: item.streamed === true } : {}),
      });
  }
}

/** As named by AWS or the system; null without an error. */
function errorNameOf(notice: Notice): string | null {
  switch (notice.kind) {
    case 'assumed':
    case 'joined':
    case 'leftOut':
    case 'quick':
    case 'recovered':
    case 'slow':
    case 'settled':
    case 'streaming':
    case 'unsettled':
      return null;
    default:
      return notice.name;
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
    case 'leftOut':
    case 'slow':
    case 'quick':
      return noticeWords(notice);
    default:
      return notice.message;
  }
}
