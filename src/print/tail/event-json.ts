import { functionOfDefaultGroup } from '../../lambda/function/function.ts';
import { type LogLine, type LogLineKind, parseLogLine } from '../../lambda/line/log-line.ts';
import { type Outcome, outcomeOf } from '../../lambda/line/outcome.ts';
import type { LogLevel } from '../../lambda/line/shape/log-level.ts';
import { parseLogStream } from '../../lambda/log-stream.ts';
import type { LogEvent } from '../../logs/event.ts';
import { createRecentMap } from '../../logs/recent-map.ts';
import type { RunEnd } from '../../logs/run-end.ts';
import type { LogOrigin, TailEvent } from '../../logs/tail-item.ts';
import type { RawText } from '../../terminal/text.ts';
import { idJson, jsonText, timeJson } from '../json-line.ts';
import { type EndOf, endOnItem } from './end-of-line.ts';
import { timesJson } from './event-times.ts';

/**
 * An event as a JSON line, still to pass `visible`. Concatenated by hand: for a million lines `JSON.stringify` would
 * write the same names and streams a million times, which takes longer than parsing the lines. Parts shared by many
 * lines are built once, and in few pieces, as each piece costs as much as ten characters: hence the quotes at the ends
 * of neighbouring pieces.
 */
export function eventJson(item: TailEvent, origin: LogOrigin, endOf: EndOf = endOnItem): string {
  const { event, lateMs, isContext } = item;
  const line = event.head ?? parseLogLine(event.message);
  const place = placeJson(event.logStream, origin, line.version);
  const said = between(place, line.requestId, saidJson(line, endOf(item, line)));
  const end = lateMs === null && isContext !== true ? IN_TIME : endJson(lateMs, isContext);
  return `${timesJson(event.timestampMs)}${event.takenJson ?? takenJson(event)}${said}${messageInJson(event)}${end}`;
}

const IN_TIME = endJson(null, false);

function endJson(lateMs: number | null, isContext = false): string {
  return `","lateMs":${lateMs}${isContext ? ',"context":true' : ''}}`;
}

/** `text` gets the quotes of `before` and `after`; null gets none. */
function between(before: string, text: string | null, after: string): string {
  return text === null ? `${before.slice(0, -1)}null${after.slice(1)}` : `${before}${text}${after}`;
}

/** Where the page does not have the same. */
function takenJson({ eventId, ingestionMs, streamed }: LogEvent): string {
  const id = streamed === true ? 'null' : `"${idJson(eventId)}"`;
  return `,"ingestionTime":${timeJson(ingestionMs)},"eventId":${id}`;
}

/** The message may still be undecoded. */
function messageInJson(event: LogEvent): string {
  return event.messageJson ?? jsonText(event.message).slice(1, -1);
}

/** A word without characters to escape: a request id, or one of lmon's own. */
function wordJson(word: string | null): string {
  return word === null ? 'null' : `"${word}"`;
}

/** The part shared by all lines of a stream. */
interface StreamPlace {
  readonly origin: LogOrigin;
  readonly version: RawText | null;
  readonly json: string;
}

/** By stream: even with many logs, a stream belongs to one. */
const MOST_STREAMS = 1_000;
const placesBefore = createRecentMap<RawText, StreamPlace>(MOST_STREAMS);

/** @param version named by the line itself, as in START */
function placeJson(logStream: RawText, origin: LogOrigin, version: RawText | null): string {
  const known = placesBefore.get(logStream);
  if (known !== undefined && isOf(known, origin) && (version === null || version === known.version))
    return known.json;
  const stream = parseLogStream(logStream);
  const functionName =
    stream?.functionName ?? origin.functionName ?? (stream && functionOfDefaultGroup(origin.group));
  const place = { origin, version: version ?? stream?.version ?? null };
  const json =
    `,"function":${jsonText(functionName)},"version":${jsonText(place.version)}` +
    `,"region":${jsonText(origin.region?.name ?? null)},"logGroup":${jsonText(origin.group)},"logStream":${jsonText(logStream)},"requestId":"`;
  const isOfStream = place.version === (stream?.version ?? null);
  if (isOfStream) placesBefore.set(logStream, { ...place, json });
  return json;
}

function isOf({ origin }: StreamPlace, { group, functionName, region }: LogOrigin): boolean {
  return (
    origin.group === group && origin.functionName === functionName && origin.region?.name === region?.name
  );
}

type SaidByKind = Map<LogLineKind, Map<LogLevel | null, string>>;
const saidBefore: SaidByKind = new Map();
const saidOfWellEnded: SaidByKind = new Map();

/** The fields between request and message. Hardly any line has an error or a bad end. */
function saidJson(line: LogLine, end: RunEnd | null): string {
  const { kind, level } = line;
  const errorType = end?.errorType ?? line.errorType;
  const outcome = end === null ? failureOf(line) : end.outcome;
  if (errorType !== null || (outcome !== null && outcome !== 'ok'))
    return saidOf(line, jsonText(errorType), wordJson(outcome));
  const before = outcome === null ? saidBefore : saidOfWellEnded;
  const ofKind = before.get(kind) ?? new Map<LogLevel | null, string>();
  const known = ofKind.get(level);
  if (known !== undefined) return known;
  const said = saidOf(line, 'null', wordJson(outcome));
  before.set(kind, ofKind.set(level, said));
  return said;
}

/** What a line says on its own: not that its run went well, for it may not mention that the handler threw. */
function failureOf(line: LogLine): Outcome | null {
  const outcome = outcomeOf(line);
  return outcome === 'ok' ? null : outcome;
}

function saidOf({ kind, level }: LogLine, errorType: string, outcome: string): string {
  return `","level":${wordJson(level)},"kind":"${kind}","errorType":${errorType},"outcome":${outcome},"message":"`;
}
