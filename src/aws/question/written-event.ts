import type { EpochMs } from '../../lambda/time.ts';
import type { LogEvent } from '../../logs/event.ts';
import type { RawText } from '../../terminal/text.ts';
import { raw } from '../answer/field.ts';
import { createStreamNames } from './stream-names.ts';
import { LAST_MS } from './streamed-event.ts';

/**
 * An event as its page has it: its message is decoded when it is asked for, and never where JSON is wanted of it. It keeps
 * the text of a part of the page alive.
 */
export class WrittenEvent implements LogEvent {
  readonly eventId: RawText;
  readonly logStream: RawText;
  readonly timestampMs: EpochMs;
  readonly ingestionMs: EpochMs;
  readonly messageJson: string;
  #decoded: RawText | null = null;

  // biome-ignore lint/complexity/useMaxParams: made for each event of a log, where one object more is felt.
  constructor(
    eventId: string,
    logStream: RawText,
    timestampMs: EpochMs,
    ingestionMs: EpochMs,
    messageJson: string,
  ) {
    this.eventId = raw(eventId);
    this.logStream = logStream;
    this.timestampMs = timestampMs;
    this.ingestionMs = ingestionMs;
    this.messageJson = messageJson;
  }

  get message(): RawText {
    this.#decoded ??= raw(JSON.parse(`"${this.messageJson}"`));
    return this.#decoded;
  }
}

/** Text in JSON that says what it says as it stands. */
const PLAIN = String.raw`[^"\\\x00-\x1f]`;
/** No half of a character, and nothing that a terminal would carry out, is written like this. */
const ESCAPE = String.raw`\\(?:["\\/bfnrt]|u00[01][\da-fA-F])`;
const MEMBERS = {
  eventId: `"(${PLAIN}+)"`,
  logStreamName: `"(${PLAIN}*)"`,
  message: `"(${PLAIN}*(?:${ESCAPE}${PLAIN}*)*)"`,
  timestamp: String.raw`(\d{1,15})`,
  ingestionTime: String.raw`(\d{1,15})`,
};

type MemberName = keyof typeof MEMBERS;

/** How the events of a page are written: AWS writes them all alike. */
interface Shape {
  readonly expression: RegExp;
  readonly at: Readonly<Record<MemberName, number>>;
}

/**
 * Reads lists of events in JSON, as AWS writes them: by one expression an event once it has seen how their members
 * follow each other, and by `JSON.parse` where they don't.
 */
export function createWrittenEventReader(): (json: string) => readonly unknown[] {
  let shape: Shape | null = null;
  const streamNamed = createStreamNames();
  return (json) => {
    const written = shape === null ? null : writtenEvents(json, shape, streamNamed);
    if (written !== null) return written;
    const list: readonly unknown[] = JSON.parse(json);
    shape = shapeOf(list[0]);
    return list;
  };
}

function shapeOf(event: unknown): Shape | null {
  const names = Object.keys(event ?? {});
  if (names.length !== Object.keys(MEMBERS).length || !names.every(isMemberName)) return null;
  const members = names.map((name) => `"${name}":${MEMBERS[name]}`);
  const at = Object.fromEntries(names.map((name, index) => [name, index + 1])) as Shape['at'];
  return { expression: new RegExp(String.raw`\{${members.join(',')}\}([,\]])`, 'y'), at };
}

function isMemberName(name: string): name is MemberName {
  return Object.hasOwn(MEMBERS, name);
}

/** Null where one of them is not of this shape, or says what has to be looked at. */
function writtenEvents(
  json: string,
  { expression, at }: Shape,
  streamNamed: (name: string) => RawText,
): readonly WrittenEvent[] | null {
  const events: WrittenEvent[] = [];
  expression.lastIndex = 1;
  for (;;) {
    const match = expression.exec(json);
    if (match === null) return null;
    const timestampMs = Number(match[at.timestamp]);
    const ingestionMs = Number(match[at.ingestionTime]);
    if (timestampMs > LAST_MS || ingestionMs > LAST_MS) return null;
    events.push(
      new WrittenEvent(
        match[at.eventId] ?? '',
        streamNamed(match[at.logStreamName] ?? ''),
        timestampMs,
        ingestionMs,
        match[at.message] ?? '',
      ),
    );
    if (expression.lastIndex === json.length) return match[match.length - 1] === ']' ? events : null;
  }
}
