import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { streamedEvent } from '../../../src/aws/question/streamed-event.ts';
import { createWrittenEventReader, WrittenEvent } from '../../../src/aws/question/written-event.ts';
import { tailJson } from '../../../src/print/tail/tail-json.ts';
import { rawText } from '../../../src/terminal/text.ts';
import { LABELLED_SAMPLES } from '../../fixtures/labelled-samples.ts';
import { hostileText } from '../../property/hostile-text.ts';

const ORIGIN = { functionName: null, group: rawText('/aws/lambda/checkout') };
const NAMES = ['logStreamName', 'timestamp', 'message', 'ingestionTime', 'eventId'] as const;
const ORDER = fc.shuffledSubarray([...NAMES], { minLength: NAMES.length });

const event = fc.record({
  logStreamName: fc.oneof(fc.constant('2026/11/24/[119]a41f3e13f9411b782a32b1eefce0a112'), hostileText),
  timestamp: fc.nat(253_402_300_799_999),
  message: fc.oneof(
    fc.constantFrom(...LABELLED_SAMPLES.map(({ message }) => message)),
    hostileText,
    fc.string(),
  ),
  ingestionTime: fc.nat(253_402_300_799_999),
  eventId: fc.oneof(
    fc.stringMatching(/^\d{56}$/),
    hostileText.map((text) => `${text}.`),
  ),
});
type Event = typeof event extends fc.Arbitrary<infer Value> ? Value : never;

const PLAIN: Event = {
  logStreamName: 'stream',
  timestamp: 1_000,
  message: 'hello',
  ingestionTime: 1_100,
  eventId: '1',
};

function inOrder(events: readonly Event[], names: readonly (keyof Event)[]): string {
  return JSON.stringify(events.map((each) => Object.fromEntries(names.map((name) => [name, each[name]]))));
}

/** What a reader gives that has seen one list before, written alike. */
function readAgain(json: string, before: string): readonly unknown[] {
  const read = createWrittenEventReader();
  read(before);
  return read(json);
}

const readHello = (json: string) => readAgain(json, JSON.stringify([PLAIN]));

describe('a list of events as a page has it', () => {
  it('says what JSON.parse says, in whatever order members stand and whatever they say', () => {
    fc.assert(
      fc.property(fc.array(event, { minLength: 1 }), ORDER, (events, names) => {
        const json = inOrder(events, names);
        const read = readAgain(json, inOrder([PLAIN], names));
        const said = (JSON.parse(json) as Event[]).map(streamedEvent);
        const shown = (each: unknown) =>
          each instanceof WrittenEvent ? each : streamedEvent(each as object);
        expect(read.map(shown).map((each) => each && { ...said[0], ...pick(each) })).toEqual(said);
      }),
      { numRuns: 1_000 },
    );
  });

  it('becomes the same JSON lines as what was parsed', () => {
    fc.assert(
      fc.property(event, (one) => {
        const [written] = readHello(JSON.stringify([one]));
        if (!(written instanceof WrittenEvent)) return;
        const { eventId, logStream, timestampMs, ingestionMs, message } = written;
        const parsed = { eventId, logStream, timestampMs, ingestionMs, message };
        expect(tailJson({ type: 'event', event: written, lateMs: null }, ORIGIN)).toBe(
          tailJson({ type: 'event', event: parsed, lateMs: null }, ORIGIN),
        );
      }),
      { numRuns: 2_000 },
    );
  });

  it('is not parsed where it is written as the one before', () => {
    expect(readHello(JSON.stringify([PLAIN, { ...PLAIN, message: 'a "quoted"\tword\n' }]))).toEqual([
      expect.any(WrittenEvent),
      expect.objectContaining({ messageJson: String.raw`a \"quoted\"\tword\n` }),
    ]);
  });

  it('tells streams apart whose names end alike, and those of hardly a name', () => {
    const names = ['[1]a1b2', '[2]a1b2', '[1]a1b2', 'b2', '2', '12', 'é2', '[2]a1b2', 'ｂ2'];
    const json = JSON.stringify(names.map((logStreamName) => ({ ...PLAIN, logStreamName })));
    const read = readHello(json) as readonly WrittenEvent[];
    expect(read.map(({ logStream }) => logStream)).toEqual(names);
  });

  it.each([
    ['has another member', [{ ...PLAIN, tags: [] }]],
    ['lacks one', [{ ...PLAIN, eventId: undefined }]],
    ['has half a character', [{ ...PLAIN, message: '\ud83d' }]],
    ['has a time that is no whole number', [{ ...PLAIN, timestamp: 1.5 }]],
    ['has a time beyond all times', [{ ...PLAIN, timestamp: 999_999_999_999_999 }]],
    ['has no id', [{ ...PLAIN, eventId: '' }]],
    ['has a message that is no text', [{ ...PLAIN, message: null }]],
    [
      'is in another order in its middle',
      [PLAIN, Object.fromEntries(Object.entries(PLAIN).toReversed()), PLAIN],
    ],
    ['is empty', []],
  ])('is parsed where an event %s', (_what, list) => {
    const json = JSON.stringify(list);
    expect(readHello(json)).toEqual(JSON.parse(json));
  });

  it.each([
    ['cut short', '[{"logStreamName":"stream","timestamp":1000,"message":"hel'],
    ['followed by something', `${JSON.stringify([PLAIN])}]`],
    ['closed twice', `${JSON.stringify([PLAIN]).slice(0, -1)}],`],
    ['with a control character in it', JSON.stringify([PLAIN]).replace('hello', 'hel\x01lo')],
    ['with an escape that is none', JSON.stringify([PLAIN]).replace('hello', 'hel\\x01lo')],
    ['with an escape at its end', JSON.stringify([PLAIN]).replace('hello', 'hello\\')],
  ])('is refused where it is no JSON: %s', (_what, json) => {
    expect(() => readHello(json)).toThrow(SyntaxError);
  });
});

function pick({
  logStream,
  timestampMs,
  ingestionMs,
  message,
}: NonNullable<ReturnType<typeof streamedEvent>>) {
  return { logStream, timestampMs, ingestionMs, message };
}
