/** Members of an event apart from its message. */
const NAMES = ['logStreamName', 'timestamp', 'ingestionTime', 'eventId'] as const;
const MESSAGE = 'message';

type MemberName = (typeof NAMES)[number];
type Values = Readonly<Record<MemberName, string>>;

/**
 * The format of a page's events: AWS writes all of them alike. Between two messages only the name of a stream varies in
 * width, so the place of everything else follows from where messages begin and end.
 */
export interface EventShape {
  /** From the list's opening bracket into the first message. */
  readonly opening: RegExp;
  /** From the end of a message into the next one. */
  readonly between: RegExp;
  /** From the end of the last message to the end of the list. */
  readonly closing: RegExp;
  /** The value of each member, without quotes. */
  readonly spans: Readonly<Record<MemberName, Span>>;
  /** `,"ingestionTime":…,"eventId":"…"`; null where the two do not stand side by side. */
  readonly taken: Span | null;
  /** Where a message before the first one would end in the list. */
  readonly startOfList: number;
  /** How far beyond the end of the list a message after the last one would begin. */
  readonly widthBehindList: number;
}

export interface Span {
  readonly from: Place;
  readonly to: Place;
}

/** Counted from one of four edges: the end of the message before, both ends of this one, the start of the next. */
export interface Place {
  readonly edge: 'endsBefore' | 'begins' | 'ends' | 'beginsBehind';
  readonly offset: number;
}

const DIGIT = String.raw`\d`;
/** In milliseconds from 2001 to 2286. Digits one by one, as V8 counts those of `{12}`. */
const TIME = `[1-9]${DIGIT.repeat(12)}`;
const SAMPLE_TIME = '1'.repeat(13);
const NAME = String.raw`"[^"\\\x00-\x1f]*"`;
const ID = /^\d+$/;

/** Null for other members than these five, or an id that is no number. */
export function eventShape(event: unknown): EventShape | null {
  const { eventId } = Object(event) as { readonly eventId?: unknown };
  const names = Object.keys(event ?? {});
  const at = names.indexOf(MESSAGE);
  const before = names.slice(0, Math.max(0, at)).filter(isMemberName);
  const behind = names.slice(at + 1).filter(isMemberName);
  const isWhole = before.length + behind.length === NAMES.length && names.length === NAMES.length + 1;
  if (at === -1 || !isWhole || typeof eventId !== 'string' || !ID.test(eventId)) return null;

  const into = (values: Values) =>
    String.raw`\{${before.map((name) => `"${name}":${values[name]},`).join('')}"${MESSAGE}":"`;
  const out = (values: Values) =>
    String.raw`"${behind.map((name) => `,"${name}":${values[name]}`).join('')}\}`;
  const written: Values = {
    logStreamName: NAME,
    timestamp: TIME,
    ingestionTime: TIME,
    eventId: `"${DIGIT.repeat(eventId.length)}"`,
  };
  const sample: Values = {
    logStreamName: '""',
    timestamp: SAMPLE_TIME,
    ingestionTime: SAMPLE_TIME,
    eventId: `"${eventId}"`,
  };
  const outOfSample = unescaped(out(sample));
  const intoSample = unescaped(into(sample));
  return {
    opening: new RegExp(String.raw`\[${into(written)}`, 'y'),
    between: new RegExp(`${out(written)},${into(written)}`, 'y'),
    closing: new RegExp(String.raw`${out(written)}\]`, 'y'),
    ...spansIn(`${outOfSample},${intoSample}`, sample, (name) => behind.includes(name)),
    startOfList: -outOfSample.length,
    widthBehindList: intoSample.length,
  };
}

/** @param gap between two messages, with a nameless stream */
function spansIn(
  gap: string,
  sample: Values,
  isBehind: (name: MemberName) => boolean,
): Pick<EventShape, 'spans' | 'taken'> {
  const nameAt = valueAt(gap, 'logStreamName');
  const fromLeft = (name: MemberName, offset: number): Place => ({
    edge: isBehind(name) ? 'ends' : 'endsBefore',
    offset,
  });
  const fromRight = (name: MemberName, offset: number): Place => ({
    edge: isBehind(name) ? 'beginsBehind' : 'begins',
    offset: offset - gap.length,
  });
  const spanOf = (name: MemberName, at: number, width: number): Span => ({
    from: (at > nameAt ? fromRight : fromLeft)(name, at),
    to: (at < nameAt ? fromLeft : fromRight)(name, at + width),
  });
  const valueSpan = (name: MemberName) =>
    spanOf(name, valueAt(gap, name), sample[name].replaceAll('"', '').length);
  const taken = `,"ingestionTime":${sample.ingestionTime},"eventId":${sample.eventId}`;
  const takenAt = gap.indexOf(taken);
  return {
    spans: {
      logStreamName: valueSpan('logStreamName'),
      timestamp: valueSpan('timestamp'),
      ingestionTime: valueSpan('ingestionTime'),
      eventId: valueSpan('eventId'),
    },
    taken: takenAt === -1 ? null : spanOf('eventId', takenAt, taken.length),
  };
}

function valueAt(gap: string, name: MemberName): number {
  const at = gap.indexOf(`"${name}":`) + `"${name}":`.length;
  return gap[at] === '"' ? at + 1 : at;
}

function unescaped(source: string): string {
  return source.replaceAll('\\', '');
}

function isMemberName(name: string): name is MemberName {
  return NAMES.some((each) => each === name);
}
