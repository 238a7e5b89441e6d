import type { LogLine } from '../../lambda/line/log-line.ts';
import type { MessageReader } from '../../lambda/line/message-in-json.ts';
import type { EpochMs } from '../../lambda/time.ts';
import type { LogEvent } from '../../logs/event.ts';
import type { RawText } from '../../terminal/text.ts';
import { raw } from '../answer/field.ts';
import { createStreamNames } from './stream-names.ts';
import { LAST_MS } from './streamed-event.ts';

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
    head: LogLine | null,
    row: LogLine | null,
  ) {
    this.eventId = raw(eventId);
    this.logStream = logStream;
    this.timestampMs = timestampMs;
    this.ingestionMs = ingestionMs;
    this.messageJson = messageJson;
    this.head = head;
    this.row = row;
  }

  get message(): RawText {
    this.#decoded ??= raw(JSON.parse(`"${this.messageJson}"`));
    return this.#decoded;
  }
}

/** JSON string characters without escapes. */
const PLAIN = String.raw`[^"\\\x00-\x1f]`;
/** More digits than `LAST_MS` has are refused below: V8 would count each of `\d{1,16}`. */
const TIME = String.raw`(\d+)`;
/** The members around a message. */
const MEMBERS = {
  eventId: `"(${PLAIN}+)"`,
  logStreamName: `"(${PLAIN}*)"`,
  timestamp: TIME,
  ingestionTime: TIME,
};
const MESSAGE = 'message';

type MemberName = keyof typeof MEMBERS;

/** The format of a page's events: AWS writes all of them alike. */
interface Shape {
  /** From the list's opening bracket into the first message; with as many groups as `between`. */
  readonly opening: RegExp;
  /** From the end of a message into the next one, or to the end of the list. */
  readonly between: RegExp;
  /** The groups of these members: first those after a message, then those before the next. */
  readonly groups: Readonly<Record<MemberName, number>>;
  /** How many are after the message. */
  readonly countBehind: number;
  /** The group of the bracket that closes the list. */
  readonly closing: number;
}

/**
 * Parses lists of events as AWS writes them: from message to message once their member order is known, otherwise by
 * `JSON.parse`. Each message is scanned once, by the parser of its line.
 */
export function createWrittenEventReader(messages: MessageReader): (json: string) => readonly unknown[] {
  let shape: Shape | null = null;
  let pays = true;
  const streamNamed = createStreamNames();
  return (json) => {
    const written = shape === null || !pays ? null : writtenEvents(json, shape, messages, streamNamed);
    if (written !== null) {
      pays = messages.wanted === 'head' || hasMostlyRows(written);
      return written;
    }
    const list: readonly unknown[] = JSON.parse(json);
    shape = shapeOf(list[0]);
    return list;
  };
}

/** Decoding a message individually costs twice what skipping one saves: a log of unusual lines is parsed normally. */
function hasMostlyRows(events: readonly WrittenEvent[]): boolean {
  let rows = 0;
  for (const { row } of events) if (row !== null) rows += 1;
  return rows >= 0.75 * events.length;
}

/** Null for members other than these five. */
function shapeOf(event: unknown): Shape | null {
  const names = Object.keys(event ?? {});
  const at = names.indexOf(MESSAGE);
  const before = names.slice(0, Math.max(0, at)).filter(isMemberName);
  const behind = names.slice(at + 1).filter(isMemberName);
  const around = [...behind, ...before];
  const isWhole = around.length === Object.keys(MEMBERS).length && names.length === around.length + 1;
  if (at === -1 || !isWhole) return null;
  const intoMessage = String.raw`\{${before.map((name) => `${memberNamed(name)},`).join('')}"${MESSAGE}":"`;
  const toEnd = String.raw`"${behind.map((name) => `,${memberNamed(name)}`).join('')}\}`;
  return {
    opening: new RegExp(String.raw`\[${'()'.repeat(behind.length)}${intoMessage}`, 'y'),
    between: new RegExp(String.raw`${toEnd}(?:,${intoMessage}|(\]))`, 'y'),
    groups: Object.fromEntries(around.map((name, index) => [name, index + 1])) as Shape['groups'],
    countBehind: behind.length,
    closing: around.length + 1,
  };
}

function isMemberName(name: string): name is MemberName {
  return Object.hasOwn(MEMBERS, name);
}

function memberNamed(name: MemberName): string {
  return `"${name}":${MEMBERS[name]}`;
}

/** Null where one of them has another format, or contains something to be checked. */
function writtenEvents(
  json: string,
  { opening, between, groups, countBehind, closing }: Shape,
  messages: MessageReader,
  streamNamed: (name: string) => RawText,
): readonly WrittenEvent[] | null {
  const events: WrittenEvent[] = [];
  const isHead = messages.wanted === 'head';
  opening.lastIndex = 0;
  let before = opening.exec(json);
  let at = opening.lastIndex;
  while (before !== null) {
    const line = messages.read(json, at);
    const { end } = messages;
    if (end === null) return null;
    between.lastIndex = end;
    const behind = between.exec(json);
    if (behind === null) return null;
    const timestampMs = Number(member(groups.timestamp, before, behind, countBehind));
    const ingestionMs = Number(member(groups.ingestionTime, before, behind, countBehind));
    if (timestampMs > LAST_MS || ingestionMs > LAST_MS) return null;
    events.push(
      new WrittenEvent(
        member(groups.eventId, before, behind, countBehind),
        streamNamed(member(groups.logStreamName, before, behind, countBehind)),
        timestampMs,
        ingestionMs,
        json.slice(at, end),
        isHead ? line : null,
        isHead ? null : line,
      ),
    );
    if (behind[closing] !== undefined) return between.lastIndex === json.length ? events : null;
    before = behind;
    at = between.lastIndex;
  }
  return null;
}

/** The first groups are after the message, the others before it. */
function member(
  group: number,
  before: RegExpExecArray,
  behind: RegExpExecArray,
  countBehind: number,
): string {
  return (group > countBehind ? before : behind)[group] ?? '';
}
