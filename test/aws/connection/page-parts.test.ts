import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pageInParts } from '../../../src/aws/connection/page-parts.ts';

const event = (message: string, index = 0) => ({
  logStreamName: 'stream',
  timestamp: 1_000 + index,
  message,
  ingestionTime: 1_100 + index,
  eventId: `id-${index}`,
});
const long = 'x'.repeat(1_000);
const many = (message: string) =>
  Array.from({ length: 300 }, (_, index) => event(`${message} ${long}`, index));
const partsOf = (page: unknown) => pageInParts(Buffer.from(JSON.stringify(page)));
const eventsIn = (page: unknown) => [...(partsOf(page)?.parts() ?? [])].flat();

describe('a large page of events', () => {
  it('comes in parts of a few dozen kilobytes, each created on demand', () => {
    const parts = [...(partsOf({ events: many('hello'), nextToken: 'more' })?.parts() ?? [])];
    expect(parts.length).toBeGreaterThan(4);
    for (const part of parts) expect(part?.length).toBeLessThan(100);
  });

  it('holds the same events as when parsed as a whole, in order', () => {
    const events = many('hello');
    expect(eventsIn({ events, nextToken: 'more' })).toEqual(events);
  });

  it.each([
    ['before its events', (events: object) => ({ nextToken: 'more', searchedLogStreams: [], events })],
    ['after its events', (events: object) => ({ events, nextToken: 'more', searchedLogStreams: [] })],
  ])('includes everything %s', (_where, page) => {
    expect(partsOf(page(many('hello')))?.page).toEqual({
      events: [],
      nextToken: 'more',
      searchedLogStreams: [],
    });
  });

  it.each([
    ['ends like an event', 'a},{'],
    ['contains JSON', '[{"a":{"b":1}},{"events":[{"c":"},{\\"d"}]}]'],
    ['has unbalanced brackets', '"}],{"events":[{'],
    ['has backslashes at its end', '\\\\'],
    ['has characters of several bytes', '\u00fc\u4e16\u{1f980}'],
  ])('is cut between events if a message %s', (_what, message) => {
    const events = Array.from({ length: 3_000 }, (_, index) => event(message.repeat(1 + (index % 5)), index));
    expect(eventsIn({ events, nextToken: null })).toEqual(events);
  });

  it('holds the same events whatever their messages say', () => {
    const text = fc.string({ unit: fc.constantFrom('{', '}', '[', ']', '"', '\\', ',', ':', 'e', '\u4e16') });
    fc.assert(
      fc.property(fc.array(text, { minLength: 700, maxLength: 900 }), (messages) => {
        const events = messages.map((message, index) => event(message + long.slice(0, 100), index));
        expect(eventsIn({ events })).toEqual(events);
      }),
      { numRuns: 20 },
    );
  });

  it('is a single part from the first thing in it that is not an event', () => {
    const tags = [{ a: long.repeat(100) }, { b: 1 }];
    const events = many('hello').map((each, index) => (index === 100 ? { ...each, tags } : each));
    expect(JSON.stringify(eventsIn({ events })) === JSON.stringify(events)).toBe(true);
  });

  it.each([
    ['is short', JSON.stringify({ events: [event('hello')] })],
    ['is written with spaces', JSON.stringify({ events: many('hello') }, null, 1)],
    ['has events within something else', JSON.stringify({ other: { events: many('hello') } })],
    [
      'has another list after them',
      JSON.stringify({ events: many('hello'), searchedLogStreams: [{ a: 1 }, { b: 2 }] }),
    ],
    ['was cut short', JSON.stringify({ events: many('hello') }).slice(0, -5)],
    ['is not JSON', '<html>'.repeat(20_000)],
  ])('is parsed as a whole if it %s', (_what, json) => {
    expect(pageInParts(Buffer.from(json))).toBeNull();
  });

  it('can be read once: its memory is free after its last part', () => {
    const json = Buffer.from(JSON.stringify({ events: many('hello') }));
    let isDone = false;
    const parts = pageInParts(json, () => {
      isDone = true;
    })?.parts();
    const read: unknown[] = [];
    for (const part of parts ?? []) {
      expect(isDone).toBe(false);
      read.push(...(part ?? []));
    }
    expect(isDone).toBe(true);
    expect(read).toEqual(many('hello'));
    expect(() => [...(parts ?? [])]).toThrow('gone through again');
  });

  it('has an unreadable part if its JSON is broken', () => {
    const json = Buffer.from(JSON.stringify({ events: many('hello'), nextToken: 'more' }));
    json.fill('#', 150_000, 150_010);
    const parts = [...(pageInParts(json)?.parts() ?? [])];
    expect(parts.at(-1)).not.toBeNull();
    const broken = Buffer.from(JSON.stringify({ events: many('hello'), nextToken: 'more' }));
    broken.fill('"', 150_000, 150_010);
    expect([...(pageInParts(broken)?.parts() ?? [])].at(-1)).toBeNull();
  });
});
