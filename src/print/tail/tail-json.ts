import { parseLogLine } from '../../lambda/line/log-line.ts';
import { outcomeOf } from '../../lambda/line/outcome.ts';
import { parseLogStream } from '../../lambda/log-stream.ts';
import type { LogOrigin, Notice, TailEvent, TailItem } from '../../logs/tail-item.ts';
import { isoTime } from '../../terminal/quantity.ts';
import type { RawText } from '../../terminal/text.ts';
import { jsonLine, jsonText, timeJson, visible } from '../json-line.ts';
import { noticeWords } from './tail-notice.ts';

/** One item of a tail as a JSON line. Null means no data; units are in the names. */
export function tailJson(item: TailItem, origin: LogOrigin): string {
  return visible(unseenTailJson(item, origin));
}

/** The same for a writer of many lines, who has `visible` look at them together. */
export function unseenTailJson(item: TailItem, origin: LogOrigin): string {
  switch (item.type) {
    case 'event':
      return eventJson(item, origin);
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

/**
 * Put together from texts: of a million lines `JSON.stringify` would write the same names and streams a million times,
 * which takes longer than to read what the lines say.
 */
function eventJson({ event, lateMs }: TailEvent, origin: LogOrigin): string {
  const line = parseLogLine(event.message);
  const { functionName, version, place } = streamJson(event.logStream, origin);
  return (
    `{"v":1,"type":"event","time":"${isoTime(event.timestampMs)}","timestamp":${timeJson(event.timestampMs)}` +
    `,"ingestionTime":${timeJson(event.ingestionMs)},"eventId":${event.streamed === true ? 'null' : jsonText(event.eventId)}` +
    `,"function":${functionName},"version":${line.version === null ? version : jsonText(line.version)}${place}` +
    `,"requestId":${wordJson(line.requestId)},"level":${wordJson(line.level)},"kind":"${line.kind}"` +
    `,"errorType":${jsonText(line.errorType)},"outcome":${wordJson(outcomeOf(line))}` +
    `,"message":${jsonText(event.message)},"lateMs":${lateMs}}`
  );
}

/** A word that holds nothing that would have to be escaped: a request id, or one of ours. */
function wordJson(word: string | null): string {
  return word === null ? 'null' : `"${word}"`;
}

/** What all lines of a stream have in common. */
interface StreamJson {
  readonly functionName: string;
  readonly version: string;
  readonly place: string;
}

/** By stream: of many logs a stream is of one. */
const writtenBefore = new Map<RawText, StreamJson & { readonly origin: LogOrigin }>();
const MOST_REMEMBERED = 1_000;

function streamJson(logStream: RawText, origin: LogOrigin): StreamJson {
  const known = writtenBefore.get(logStream);
  const isOfOrigin =
    known?.origin.group === origin.group && known.origin.functionName === origin.functionName;
  if (known !== undefined && isOfOrigin) return known;
  const stream = parseLogStream(logStream);
  const written = {
    origin,
    functionName: jsonText(stream?.functionName ?? origin.functionName),
    version: jsonText(stream?.version ?? null),
    place: `,"logGroup":${jsonText(origin.group)},"logStream":${jsonText(logStream)}`,
  };
  if (writtenBefore.size === MOST_REMEMBERED) writtenBefore.clear();
  writtenBefore.set(logStream, written);
  return written;
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
