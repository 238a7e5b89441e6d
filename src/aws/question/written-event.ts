import type { LogLine } from '../../lambda/line/log-line.ts';
import type { MessageReader } from '../../lambda/line/message-in-json.ts';
import type { EpochMs } from '../../lambda/time.ts';
import type { LogEvent } from '../../logs/event.ts';
import type { RawText } from '../../terminal/text.ts';
import { raw } from '../answer/field.ts';
import {
  BEGINS,
  BEGINS_BEHIND,
  ENDS,
  ENDS_BEFORE,
  type EventShape,
  eventShape,
  type Place,
  type Span,
} from './event-shape.ts';
import { createStreamNames } from './stream-names.ts';

/**
 * An event as it stands in its page: its message is decoded on demand, so not at all where its line was parsed in
 * place. It keeps the text of a part of the page alive.
 */
export class WrittenEvent implements LogEvent {
  readonly eventId: RawText;
  readonly logStream: RawText;
  readonly timestampMs: EpochMs;
  readonly ingestionMs: EpochMs;
  readonly messageJson: string;
  readonly takenJson: string | null;
  readonly head: LogLine | null;
  readonly row: LogLine | null;
  #decoded: RawText | null = null;

  // biome-ignore lint/complexity/useMaxParams: created for each event of a log, where one more object costs.
  constructor(
    eventId: string,
    logStream: RawText,
    timestampMs: EpochMs,
    ingestionMs: EpochMs,
    messageJson: string,
    takenJson: string | null,
    head: LogLine | null,
    row: LogLine | null,
  ) {
    this.eventId = raw(eventId);
    this.logStream = logStream;
    this.timestampMs = timestampMs;
    this.ingestionMs = ingestionMs;
    this.messageJson = messageJson;
    this.takenJson = takenJson;
    this.head = head;
    this.row = row;
  }

  get message(): RawText {
    this.#decoded ??= raw(JSON.parse(`"${this.messageJson}"`));
    return this.#decoded;
  }
}

/**
 * Parses lists of events as AWS writes them: from message to message once their member order is known, otherwise by
 * `JSON.parse`. Each message is scanned once, by the parser of its line.
 */
export function createWrittenEventReader(messages: MessageReader): (json: string) => readonly unknown[] {
  let shape: EventShape | null = null;
  let pays = true;
  const streamNamed = createStreamNames();
  return (json) => {
    const written = shape === null || !pays ? null : writtenEvents(json, shape, messages, streamNamed);
    if (written !== null) {
      pays = messages.purpose === 'head' || hasMostlyRows(written);
      return written;
    }
    const list: readonly unknown[] = JSON.parse(json);
    shape = eventShape(list[0]);
    return list;
  };
}

/** Decoding a message individually costs twice what skipping one saves: a log of unusual lines is parsed normally. */
function hasMostlyRows(events: readonly WrittenEvent[]): boolean {
  let rows = 0;
  for (const { row } of events) if (row !== null) rows += 1;
  return rows >= 0.75 * events.length;
}

/** Null where one of them has another format, or contains something to be checked. */
function writtenEvents(
  json: string,
  shape: EventShape,
  messages: MessageReader,
  streamNamed: (name: string) => RawText,
): readonly WrittenEvent[] | null {
  const { opening, between, closing, spans, taken } = shape;
  const isHead = messages.purpose === 'head';
  const events: WrittenEvent[] = [];
  const edges = [0, 0, shape.startOfList, 0];
  const at = ({ edge, offset }: Place) => (edges[edge] ?? 0) + offset;
  const textOf = ({ from, to }: Span) => json.slice(at(from), at(to));

  let next = endOfMatch(opening, json, 0);
  if (next === null) return null;
  while (next !== null) {
    const start = next;
    const line = messages.read(json, start);
    const { end } = messages;
    if (end === null) return null;
    edges[ENDS_BEFORE] = edges[ENDS] ?? 0;
    edges[BEGINS] = start;
    edges[ENDS] = end;
    next = endOfMatch(between, json, end);
    if (next === null && endOfMatch(closing, json, end) !== json.length) return null;
    edges[BEGINS_BEHIND] = next ?? json.length + shape.widthBehindList;
    events.push(
      new WrittenEvent(
        textOf(spans.eventId),
        streamNamed(textOf(spans.logStreamName)),
        Number(textOf(spans.timestamp)),
        Number(textOf(spans.ingestionTime)),
        json.slice(start, end),
        isHead && taken !== null ? textOf(taken) : null,
        isHead ? line : null,
        isHead ? null : line,
      ),
    );
  }
  return events;
}

/** Without the groups of a match, whose arrays V8 would have to make for each event. */
function endOfMatch(expression: RegExp, text: string, at: number): number | null {
  expression.lastIndex = at;
  return expression.test(text) ? expression.lastIndex : null;
}
