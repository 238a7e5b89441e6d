import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { streamedEvent } from '../../../../src/aws/question/log-event/streamed-event.ts';
import {
  createWrittenEventReader,
  WrittenEvent,
} from '../../../../src/aws/question/log-event/written-event.ts';
import { createMessageReader } from '../../../../src/lambda/line/format/message-in-json.ts';
import { tailText } from '../../../../src/print/tail/tail-text.ts';
import { rawText } from '../../../../src/terminal/text.ts';
import { LABELLED_SAMPLES } from '../../../fixtures/labelled-samples.ts';
import { printedItem } from '../../../print/tail/printed-item.ts';
import { hostileText } from '../../../property/hostile-text.ts';

const ORIGIN = { functionName: null, group: rawText('/aws/lambda/checkout') };
const NAMES = ['logStreamName', 'timestamp', 'message', 'ingestionTime', 'eventId'] as const;
const ORDER = fc.shuffledSubarray([...NAMES], { minLength: NAMES.length });

const REQUEST = '7b5a1c9e-0f3d-4c1a-9a55-0d3f1c2b4a69';
/** The ways in which runtimes wrap a function's message. */
const AROUND = fc.constantFrom<((said: string) => string)[]>(
  (said) => `2026-11-24T10:00:00.123Z\t${REQUEST}\tINFO\t${said}`,
  (said) => `[WARNING]\t2026-11-24T10:00:00.123Z\t${REQUEST}\t${said}`,
  (said) => `2026-11-24 10:00:00,123 ${REQUEST} WARN  ${said}`,
  (said) => jsonOf({ message: said }),
  (said) => jsonOf({ message: 'said', note: said, count: 12 }),
  (said) => `START RequestId: ${REQUEST} Version: ${said}`,
  (said) => `END RequestId: ${REQUEST}${said}`,
  (said) =>
    `REPORT RequestId: ${REQUEST}\tDuration: 1.5 ms\tBilled Duration: 2 ms\tMemory Size: 128 MB\tMax Memory Used: 70 MB\t${said}`,
);
const SAID = fc.oneof(
  hostileText,
  fc.string(),
  fc.constantFrom('', ' ', 'hello', 'hello ', '7', '\t', 'one\ntwo', 'a\\nb', 'a\u2028b', '\x7f', 'é', '\\'),
);

function jsonOf(said: object): string {
  return JSON.stringify({
    timestamp: '2026-11-24T10:00:00.123Z',
    level: 'INFO',
    requestId: REQUEST,
    ...said,
  });
}

const LAST_MS = 253_402_300_799_999;
/** Nearly all are of the usual width. */
const time = fc.oneof(
  { weight: 20, arbitrary: fc.integer({ min: 1_000_000_000_000, max: 9_999_999_999_999 }) },
  { weight: 1, arbitrary: fc.nat(LAST_MS) },
);

const event = fc.record({
  logStreamName: fc.oneof(fc.constant('2026/11/24/[119]a41f3e13f9411b782a32b1eefce0a112'), hostileText),
  timestamp: time,
  message: fc.oneof(
    fc.constantFrom(...LABELLED_SAMPLES.map(({ message }) => message)),
    fc
      .tuple(AROUND, SAID, fc.constantFrom('', '\n', '\r\n', '\n\n', '\r'))
      .map(([around, said, end]) => around(said) + end),
    hostileText,
    fc.string(),
  ),
  ingestionTime: time,
  eventId: fc.oneof(
    { weight: 20, arbitrary: fc.stringMatching(/^\d{56}$/) },
    { weight: 1, arbitrary: hostileText.map((text) => `${text}.`) },
  ),
});
type Event = typeof event extends fc.Arbitrary<infer Value> ? Value : never;

const PLAIN: Event = {
  logStreamName: 'stream',
  timestamp: 1_795_864_033_446,
  message: 'hello',
  ingestionTime: 1_795_864_034_510,
  eventId: '7'.repeat(56),
};
/** After too many lines of other kinds, a list is parsed. */
const USUAL: Event = { ...PLAIN, message: `END RequestId: ${REQUEST}\n` };

function inOrder(events: readonly Event[], names: readonly (keyof Event)[]): string {
  return JSON.stringify(events.map((each) => Object.fromEntries(names.map((name) => [name, each[name]]))));
}

/** The result of a reader that has seen a list written in the same way before. */
function readAgain(json: string, before: string, wanted: 'row' | 'head' = 'row'): readonly unknown[] {
  const read = createWrittenEventReader(createMessageReader(wanted));
  read(before);
  return read(json);
}

const readHello = (json: string, wanted?: 'row' | 'head') => readAgain(json, JSON.stringify([USUAL]), wanted);

describe('a list of events as in a page', () => {
  it('is equal to what JSON.parse reads, in whatever order members come and whatever they say', () => {
    fc.assert(
      fc.property(fc.array(event, { minLength: 1 }), ORDER, (events, names) => {
        const json = inOrder(events, names);
        const read = readAgain(json, inOrder([USUAL], names));
        const said = (JSON.parse(json) as Event[]).map(saidIn);
        expect(read.map(saidIn)).toEqual(said);
      }),
      { numRuns: 1_000 },
    );
  });

  it.each(['row', 'head'] as const)(
    'becomes the same lines of JSON and of text as parsed events, whatever its reader was asked for: %s',
    (wanted) => {
      fc.assert(
        fc.property(
          event,
          ORDER,
          fc.constantFrom(null, 90_000),
          fc.boolean(),
          (one, names, lateMs, isContext) => {
            const [read] = readAgain(inOrder([one], names), inOrder([USUAL], names), wanted);
            if (!(read instanceof WrittenEvent)) return;
            const { eventId, logStream, timestampMs, ingestionMs, message } = read;
            const parsed = { eventId, logStream, timestampMs, ingestionMs, message };
            const item = { type: 'event', lateMs, ...(isContext ? { isContext } : {}) } as const;
            expect(printedItem({ ...item, event: read }, ORIGIN)).toBe(
              printedItem({ ...item, event: parsed }, ORIGIN),
            );
            expect(tailText({ ...item, event: read }, ORIGIN.group)).toBe(
              tailText({ ...item, event: parsed }, ORIGIN.group),
            );
          },
        ),
        { numRuns: 5_000 },
      );
    },
  );

  it.each(['row', 'head'] as const)('is read in place if its line is common: %s', (wanted) => {
    const messages = [`START RequestId: ${REQUEST} Version: 7\n`, jsonOf({ message: 'said', note: 'b' })];
    const read = readHello(JSON.stringify(messages.map((message) => ({ ...PLAIN, message }))), wanted);
    expect(read).toEqual(messages.map(() => expect.objectContaining({ [wanted]: expect.anything() })));
  });

  it('is read in place even if it is the first one', () => {
    const read = createWrittenEventReader(createMessageReader('row'));
    expect(read(JSON.stringify([PLAIN, PLAIN]))).toEqual([
      expect.any(WrittenEvent),
      expect.any(WrittenEvent),
    ]);
  });

  it('is parsed if its first message ends like an event that another follows', () => {
    const list = [{ ...PLAIN, message: 'not the end},{' }, PLAIN];
    const read = createWrittenEventReader(createMessageReader('row'));
    expect(read(JSON.stringify(list))).toEqual(list);
  });

  it('is read in place in whatever order members come', () => {
    const written = { ...PLAIN, timestamp: PLAIN.ingestionTime, ingestionTime: PLAIN.timestamp };
    const events = [PLAIN, { ...written, logStreamName: 'another', eventId: '8'.repeat(56) }, written];
    fc.assert(
      fc.property(ORDER, (names) => {
        const read = readAgain(inOrder(events, names), inOrder([USUAL], names));
        expect(read).toEqual(
          events.map(({ logStreamName, timestamp, ingestionTime, eventId }) =>
            expect.objectContaining({
              logStream: logStreamName,
              timestampMs: timestamp,
              ingestionMs: ingestionTime,
              eventId,
              messageJson: 'hello',
            }),
          ),
        );
      }),
    );
  });

  it('is refused or equal to what JSON.parse reads if any of its characters is another', () => {
    const characters = fc.constantFrom(...'"\\{}[],:0189-e. \n\u0001é');
    const json = JSON.stringify([PLAIN, { ...PLAIN, message: 'a "quoted"\tword\n' }, PLAIN]);
    fc.assert(
      fc.property(fc.nat(json.length), fc.nat(2), characters, (at, cut, character) => {
        const mangled = json.slice(0, at) + character + json.slice(at + cut);
        const parsed = parsedOrNull(mangled);
        if (parsed === null) expect(() => readHello(mangled)).toThrow(SyntaxError);
        else expect(readHello(mangled).map(saidIn)).toEqual(parsed.map(saidIn));
      }),
      { numRuns: 20_000 },
    );
  });

  it('is not parsed if it is written like the one before', () => {
    expect(readHello(JSON.stringify([PLAIN, { ...PLAIN, message: 'a "quoted"\tword\n' }]))).toEqual([
      expect.any(WrittenEvent),
      expect.objectContaining({ messageJson: String.raw`a \"quoted\"\tword\n` }),
    ]);
  });

  it('is parsed after lines of which more than a quarter must be decoded for their rows', () => {
    const usual = `START RequestId: ${REQUEST} Version: 7\n`;
    const part = (...messages: string[]) =>
      JSON.stringify(messages.map((message) => ({ ...PLAIN, message })));
    const parts = [part(usual), part(usual, usual, usual, 'hello'), part(usual, 'hello'), part(usual)];
    const isInPlace = (wanted: 'row' | 'head') => {
      const read = createWrittenEventReader(createMessageReader(wanted));
      return parts.map((json) => read(json)[0] instanceof WrittenEvent);
    };
    expect(isInPlace('row')).toEqual([true, true, true, false]);
    expect(isInPlace('head')).toEqual([true, true, true, true]);
  });

  it('distinguishes streams whose names end alike, and those with almost no name', () => {
    const names = ['[1]a1b2', '[2]a1b2', '[1]a1b2', 'b2', '2', '12', 'é2', '[2]a1b2', 'ｂ2'];
    const json = JSON.stringify(names.map((logStreamName) => ({ ...PLAIN, logStreamName })));
    const read = readHello(json) as readonly WrittenEvent[];
    expect(read.map(({ logStream }) => logStream)).toEqual(names);
  });

  it.each([
    ['has another member', [{ ...PLAIN, tags: [] }]],
    ['lacks one', [{ ...PLAIN, eventId: undefined }]],
    ['has half a character', [{ ...PLAIN, message: '\ud83d' }]],
    ['has a time that is not an integer', [{ ...PLAIN, timestamp: 1.5 }]],
    ['has a time out of range', [{ ...PLAIN, timestamp: 999_999_999_999_999 }]],
    ['has no id', [{ ...PLAIN, eventId: '' }]],
    ['has an id of another length', [{ ...PLAIN, eventId: '7' }]],
    ['happened in the last millennium', [{ ...PLAIN, timestamp: 999_999_999_999 }]],
    ['has a message that is not text', [{ ...PLAIN, message: null }]],
    [
      'is in another order in its middle',
      [PLAIN, Object.fromEntries(Object.entries(PLAIN).toReversed()), PLAIN],
    ],
    ['is empty', []],
  ])('is parsed if an event %s', (_what, list) => {
    const json = JSON.stringify(list);
    expect(readHello(json)).toEqual(JSON.parse(json));
  });

  it.each([
    ['cut short', JSON.stringify([PLAIN]).replace(/hello.*/, 'hel')],
    ['followed by something', `${JSON.stringify([PLAIN])}]`],
    ['closed twice', `${JSON.stringify([PLAIN]).slice(0, -1)}],`],
    ['with a control character in it', JSON.stringify([PLAIN]).replace('hello', 'hel\x01lo')],
    ['with an invalid escape', JSON.stringify([PLAIN]).replace('hello', 'hel\\x01lo')],
    ['with a zero before a time', JSON.stringify([PLAIN]).replace('"timestamp":1', '"timestamp":0')],
    ['with an escape at its end', JSON.stringify([PLAIN]).replace('hello', 'hello\\')],
  ])('is refused if it is not JSON: %s', (_what, json) => {
    expect(() => readHello(json)).toThrow(SyntaxError);
  });
});

function saidIn(event: unknown): unknown {
  const said = event instanceof WrittenEvent ? event : streamedEvent(Object(event));
  if (said === null) return null;
  const { logStream, timestampMs, ingestionMs, message } = said;
  return { logStream, timestampMs, ingestionMs, message, eventId: Object(event).eventId };
}

function parsedOrNull(json: string): readonly unknown[] | null {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}
