import type { MessageReader } from '../../../lambda/line/format/message-in-json.ts';
import type { LogLine } from '../../../lambda/line/log-line.ts';
import type { EpochMs } from '../../../lambda/time.ts';
import type { LogEvent } from '../../../logs/event.ts';
import type { RawText } from '../../../terminal/text.ts';
import { raw } from '../../answer/field.ts';
import { type EventShape, eventShape, type Place, type Span } from './event-shape.ts';
import { createStreamNames } from './stream-names.ts';

/**
 * An event as it stands in its page. What few readers ask for is cut out on demand: its message, so not at all where
 * its line was parsed in place, its id, and when it was ingested. It keeps the text of a part of the page alive.
 */
export class WrittenEvent implements LogEvent {
  readonly logStream: RawText;
  readonly timestampMs: EpochMs;
  readonly head: LogLine | null;
  readonly row: LogLine | null;
  readonly #list: WrittenList;
  readonly #endsBefore: number;
  readonly #begins: number;
  readonly #ends: number;
  readonly #beginsBehind: number;
  #decoded: RawText | null = null;

  // biome-ignore lint/complexity/useMaxParams: created for each event of a log, where one more object costs.
  constructor(
    list: WrittenList,
    endsBefore: number,
    begins: number,
    ends: number,
    beginsBehind: number,
    line: LogLine | null,
  ) {
    this.#list = list;
    this.#endsBefore = endsBefore;
    this.#begins = begins;
    this.#ends = ends;
    this.#beginsBehind = beginsBehind;
    const { spans } = list.shape;
    this.logStream = list.streamNamed(this.#textOf(spans.logStreamName));
    this.timestampMs = Number(this.#textOf(spans.timestamp));
    this.head = list.isOfHeads ? line : null;
    this.row = list.isOfHeads ? null : line;
  }

  get eventId(): RawText {
    return raw(this.#textOf(this.#list.shape.spans.eventId));
  }

  get ingestionMs(): EpochMs {
    return Number(this.#textOf(this.#list.shape.spans.ingestionTime));
  }

  get messageJson(): string {
    return this.#list.json.slice(this.#begins, this.#ends);
  }

  get takenJson(): string | null {
    const { taken } = this.#list.shape;
    return taken === null ? null : this.#textOf(taken);
  }

  get message(): RawText {
    this.#decoded ??= raw(JSON.parse(`"${this.messageJson}"`));
    return this.#decoded;
  }

  #textOf({ from, to }: Span): string {
    return this.#list.json.slice(this.#positionOf(from), this.#positionOf(to));
  }

  #positionOf({ edge, offset }: Place): number {
    switch (edge) {
      case 'endsBefore':
        return this.#endsBefore + offset;
      case 'begins':
        return this.#begins + offset;
      case 'ends':
        return this.#ends + offset;
      case 'beginsBehind':
        return this.#beginsBehind + offset;
    }
  }
}

/** What the events of a list share. */
interface WrittenList {
  readonly json: string;
  readonly shape: EventShape;
  readonly streamNamed: (name: string) => RawText;
  /** Whether lines are parsed as heads, for JSON output, instead of rows. */
  readonly isOfHeads: boolean;
}

/**
 * Parses lists of events as AWS writes them: from message to message, in the member order of the first event, otherwise
 * by `JSON.parse`. Each message is scanned once, by the parser of its line.
 */
export function createWrittenEventReader(messages: MessageReader): (json: string) => readonly unknown[] {
  let shape: EventShape | null = null;
  let pays = true;
  const streamNamed = createStreamNames();
  return (json) => {
    if (!pays) return JSON.parse(json);
    shape ??= eventShape(firstEvent(json));
    const written = shape === null ? null : writtenEvents(json, shape, messages, streamNamed);
    if (written === null) {
      shape = null;
      return JSON.parse(json);
    }
    pays = messages.purpose === 'head' || hasMostlyRows(written);
    return written;
  };
}

/** The first event of a list; null where its message ends with what else stands between events. */
function firstEvent(json: string): unknown {
  const end = json.indexOf('},{"');
  try {
    return JSON.parse(json.slice(1, end === -1 ? -1 : end + 1));
  } catch {
    return null;
  }
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
  const { opening, between, closing } = shape;
  const list = { json, shape, streamNamed, isOfHeads: messages.purpose === 'head' };
  const events: WrittenEvent[] = [];
  let endsBefore = shape.startOfList;
  let next = endOfMatch(opening, json, 0);
  if (next === null) return null;
  while (next !== null) {
    const begins = next;
    const line = messages.read(json, begins);
    const { end: ends } = messages;
    if (ends === null) return null;
    next = endOfMatch(between, json, ends);
    if (next === null && endOfMatch(closing, json, ends) !== json.length) return null;
    const beginsBehind = next ?? json.length + shape.widthBehindList;
    events.push(new WrittenEvent(list, endsBefore, begins, ends, beginsBehind, line));
    endsBefore = ends;
  }
  return events;
}

/** Without the groups of a match, whose arrays V8 would have to make for each event. */
function endOfMatch(expression: RegExp, text: string, at: number): number | null {
  expression.lastIndex = at;
  return expression.test(text) ? expression.lastIndex : null;
}
