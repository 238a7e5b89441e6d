import { functionOfDefaultGroup } from '../../lambda/function.ts';
import type { LogLevel } from '../../lambda/line/log-level.ts';
import { type LogLine, type LogLineKind, parseLogLine } from '../../lambda/line/log-line.ts';
import { outcomeOf } from '../../lambda/line/outcome.ts';
import { parseLogStream } from '../../lambda/log-stream.ts';
import type { LogEvent } from '../../logs/event.ts';
import { createRecentMap } from '../../logs/recent-map.ts';
import type { LogOrigin, TailEvent } from '../../logs/tail-item.ts';
import type { RawText } from '../../terminal/text.ts';
import { idJson, jsonText } from '../json-line.ts';
import { timesJson } from './event-times.ts';

/**
 * An event as a JSON line, for `visible` to look at. Put together from texts: of a million lines `JSON.stringify` would
 * write the same names and streams a million times, which takes longer than to read what the lines say. What lines have in
 * common is written once, and in as few pieces as may be: each costs as much time as ten characters. So the quotes of a
 * text are at the ends of what stands around it.
 */
export function eventJson({ event, lateMs, isContext }: TailEvent, origin: LogOrigin): string {
  const line = event.head ?? parseLogLine(event.message);
  const place = placeJson(event.logStream, origin, line.version);
  const said = between(place, line.requestId, saidJson(line));
  const id = event.streamed === true ? null : idInJson(event);
  const end = lateMs === null && isContext !== true ? IN_TIME : endJson(lateMs, isContext);
  return `${timesJson(event)}${between(EVENT_ID, id, said)}${messageInJson(event)}${end}`;
}

const EVENT_ID = ',"eventId":"';
const IN_TIME = endJson(null, false);

function endJson(lateMs: number | null, isContext = false): string {
  return `","lateMs":${lateMs}${isContext ? ',"context":true' : ''}}`;
}

/** `text` has the quotes of `before` and `after`, and null has none. */
function between(before: string, text: string | null, after: string): string {
  return text === null ? `${before.slice(0, -1)}null${after.slice(1)}` : `${before}${text}${after}`;
}

/** Between its quotes, as the message. */
function idInJson({ eventId, messageJson }: LogEvent): string {
  return messageJson === undefined ? idJson(eventId) : eventId;
}

/** The message itself may not be decoded yet. */
function messageInJson(event: LogEvent): string {
  return event.messageJson ?? jsonText(event.message).slice(1, -1);
}

/** A word that holds nothing that would have to be escaped: a request id, or one of ours. */
function wordJson(word: string | null): string {
  return word === null ? 'null' : `"${word}"`;
}

/** Where all lines of a stream stand. */
interface StreamPlace {
  readonly origin: LogOrigin;
  readonly version: RawText | null;
  readonly json: string;
}

/** By stream: of many logs a stream is of one. */
const MOST_STREAMS = 1_000;
const placesBefore = createRecentMap<RawText, StreamPlace>(MOST_STREAMS);

/** @param version that the line names itself, as START does. */
function placeJson(logStream: RawText, origin: LogOrigin, version: RawText | null): string {
  const known = placesBefore.get(logStream);
  if (known !== undefined && isOf(known, origin) && (version === null || version === known.version))
    return known.json;
  const stream = parseLogStream(logStream);
  const functionName =
    stream?.functionName ?? origin.functionName ?? (stream && functionOfDefaultGroup(origin.group));
  const place = { origin, version: version ?? stream?.version ?? null };
  const json =
    `","function":${jsonText(functionName)},"version":${jsonText(place.version)}` +
    `,"logGroup":${jsonText(origin.group)},"logStream":${jsonText(logStream)},"requestId":"`;
  const isOfStream = place.version === (stream?.version ?? null);
  if (isOfStream) placesBefore.set(logStream, { ...place, json });
  return json;
}

function isOf({ origin }: StreamPlace, { group, functionName }: LogOrigin): boolean {
  return origin.group === group && origin.functionName === functionName;
}

const saidBefore = new Map<LogLineKind, Map<LogLevel | null, string>>();

/** What is told of a line between its request and its message. Nearly all lines tell of no error and no end. */
function saidJson(line: LogLine): string {
  const { kind, level, errorType } = line;
  const outcome = outcomeOf(line);
  if (errorType !== null || outcome !== null) return saidOf(line, jsonText(errorType), wordJson(outcome));
  const ofKind = saidBefore.get(kind) ?? new Map<LogLevel | null, string>();
  const known = ofKind.get(level);
  if (known !== undefined) return known;
  const said = saidOf(line, 'null', 'null');
  saidBefore.set(kind, ofKind.set(level, said));
  return said;
}

function saidOf({ kind, level }: LogLine, errorType: string, outcome: string): string {
  return `","level":${wordJson(level)},"kind":"${kind}","errorType":${errorType},"outcome":${outcome},"message":"`;
}
