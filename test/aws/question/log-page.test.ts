import { beforeEach, describe, expect, it } from 'vitest';
import { partsOf } from '../../../src/monitor/log-page.ts';
import { answerJson, answerOf, errorOf, loopbackOfFile, patient, raw, sentJson } from '../loopback-aws.ts';

const range = { startMs: 1_000, endMs: 61_000 };
const event = {
  eventId: 'e1',
  logStreamName: '2026/11/24/[$LATEST]00000000000000000000000000000001',
  timestamp: 2_000,
  ingestionTime: 2_138,
  message: 'START RequestId: 1 Version: $LATEST\n',
};

describe('a page of log events', () => {
  const loopback = loopbackOfFile();
  beforeEach(() => {
    loopback.respond = answerJson({ events: [] });
  });

  const page = (group = '/aws/lambda/checkout', pattern: string | null = null, token: string | null = null) =>
    loopback.sources.logs.page(
      {
        group: raw(group),
        range,
        pattern: pattern === null ? null : raw(pattern),
        token: token === null ? null : raw(token),
      },
      patient,
    );

  it('requests both ends and as many events as a page holds from FilterLogEvents', async () => {
    await page();
    expect(loopback.requests.at(-1)?.headers['x-amz-target']).toBe('Logs_20140328.FilterLogEvents');
    expect(sentJson(loopback.requests.at(-1))).toEqual({
      logGroupName: '/aws/lambda/checkout',
      startTime: 1_000,
      endTime: 61_000,
      limit: 10_000,
    });
  });

  it('is requested with the given pattern and token', async () => {
    await page('/aws/lambda/checkout', '?ERROR ?REPORT', 'more');
    expect(sentJson(loopback.requests.at(-1))).toMatchObject({
      filterPattern: '?ERROR ?REPORT',
      nextToken: 'more',
    });
  });

  it.each([
    ['arn:aws:logs:eu-west-1:123456789012:log-group:/x', 'arn:aws:logs:eu-west-1:123456789012:log-group:/x'],
    [
      'arn:aws:logs:eu-west-1:123456789012:log-group:/x:*',
      'arn:aws:logs:eu-west-1:123456789012:log-group:/x',
    ],
  ])('names the group of %s by its ARN', async (group, identifier) => {
    await page(group);
    expect(sentJson(loopback.requests.at(-1))).toMatchObject({ logGroupIdentifier: identifier });
    expect(sentJson(loopback.requests.at(-1))).not.toHaveProperty('logGroupName');
  });

  it('holds the events as they were sent, in order', async () => {
    loopback.respond = answerJson({
      events: [event, { ...event, eventId: 'e2', message: 'a\u001b[31m\u0000b' }],
    });
    expect(answerOf(await page()).items).toEqual([
      {
        eventId: 'e1',
        logStream: event.logStreamName,
        timestampMs: 2_000,
        ingestionMs: 2_138,
        message: event.message,
      },
      expect.objectContaining({ eventId: 'e2', message: 'a\u001b[31m\u0000b' }),
    ]);
  });

  it.each([
    ['declares its length', (json: string) => ({ 'content-length': String(Buffer.byteLength(json)) })],
    ['comes in chunks', () => ({ 'transfer-encoding': 'chunked' })],
  ])('is complete in an answer of many pieces that %s', async (_how, headersOf) => {
    const sent = Array.from({ length: 10_000 }, (_, index) => ({
      ...event,
      eventId: `e${index}`,
      message: `${index} \u00e4 ${'x'.repeat(100)}`,
    }));
    const answer = { events: sent };
    loopback.respond = answerJson(answer, 200, headersOf(JSON.stringify(answer)));
    const given = [...partsOf(answerOf(await page()))].flatMap(answerOf);
    expect(given.map(({ eventId, message }) => ({ eventId, message }))).toEqual(
      sent.map(({ eventId, message }) => ({ eventId, message })),
    );
  });

  it.each([
    ['says how long it is', true],
    ['comes in chunks', false],
  ])('keeps its own events while other pages come and go, in an answer that %s', async (_how, saysLength) => {
    const counts = [9_000, 7_000, 9_500, 3, 8_000, 10_000, 6_000];
    const sent = (number: number) =>
      Array.from({ length: counts[number] ?? 0 }, (_, index) => ({
        ...event,
        eventId: `${number}-${index}`,
      }));
    loopback.respond = (request, response) => {
      const answer = { events: sent(Number(sentJson(request)['nextToken'])) };
      const length = String(Buffer.byteLength(JSON.stringify(answer)));
      answerJson(answer, 200, saysLength ? { 'content-length': length } : {})(request, response);
    };
    let next = page(undefined, null, '0');
    for (const number of counts.keys()) {
      const parts = partsOf(answerOf(await next))[Symbol.iterator]();
      const first = parts.next();
      // As a log is read: the next page arrives while this one is being read.
      next = page(undefined, null, String((number + 1) % counts.length));
      await next;
      const all = first.done === true ? [] : [first.value, ...{ [Symbol.iterator]: () => parts }];
      expect(all.flatMap(answerOf).map(({ eventId }) => eventId)).toEqual(
        sent(number).map(({ eventId }) => eventId),
      );
    }
  });

  it('may be empty and still have a next page', async () => {
    loopback.respond = answerJson({ events: [], nextToken: 'more' });
    expect(answerOf(await page())).toEqual({ items: [], nextToken: 'more', leftOut: [] });
  });

  it.each([
    ['no nextToken', { events: [] }],
    ['an empty nextToken', { events: [], nextToken: '' }],
    ['a nextToken that is not text', { events: [], nextToken: 7 }],
  ])('is the last one when there is %s', async (_what, answer) => {
    loopback.respond = answerJson(answer);
    expect(answerOf(await page()).nextToken).toBeNull();
  });

  it('leaves out an event with a time that was not requested, and keeps its neighbours', async () => {
    const elsewhere = { ...event, eventId: 'far', timestamp: 61_001 };
    loopback.respond = answerJson({ events: [event, elsewhere, { ...event, eventId: 'e2' }] });
    const { items, leftOut } = answerOf(await page());
    expect(items.map((item) => item.eventId)).toEqual(['e1', 'e2']);
    expect(leftOut).toEqual([]);
  });

  const untimed = { ...event, timestamp: undefined, ingestionTime: undefined };
  it.each([
    ['without any time', untimed],
    ['that is null', null],
    ['that is a word', 'event'],
  ])('reports an event %s as left out, and keeps its neighbours', async (_what, broken) => {
    loopback.respond = answerJson({ events: [event, broken, { ...event, eventId: 'e2' }] });
    const { items, leftOut } = answerOf(await page());
    expect(items.map((item) => item.eventId)).toEqual(['e1', 'e2']);
    expect(leftOut).toHaveLength(1);
  });

  const leftOutOf = async (...events: readonly unknown[]) => {
    loopback.respond = answerJson({ events });
    return answerOf(await page()).leftOut ?? [];
  };

  it('distinguishes left-out events', async () => {
    const other = { ...untimed, eventId: 'u2' };
    const names = await leftOutOf(event, null, null, untimed, { ...event, eventId: 'e2' }, null, other);
    expect(names).toHaveLength(5);
    expect(new Set(names).size).toBe(5);
  });

  it.each([
    ['by its own id', untimed],
    ['by its content if it has no id', { ...untimed, eventId: undefined }],
    ['by what it is if it is not an event', null],
  ])(
    'recognises what it left out wherever a page begins, and late events by what they are: %s',
    async (_how, broken) => {
      const [a, late, b, c] = ['a', 'late', 'b', 'c'].map((eventId) => ({ ...event, eventId }));
      const windows = [
        await leftOutOf(a, broken, b),
        await leftOutOf(a, late, broken, b),
        await leftOutOf(late, broken, b, c),
        await leftOutOf(broken, b, c),
      ];
      expect(windows.map((names) => names.length)).toEqual([1, 1, 1, 1]);
      expect(new Set(windows.flat()).size).toBe(1);
    },
  );

  it('reports for a large page what is left out of all its parts, once they have been read', async () => {
    const many = Array.from({ length: 2_000 }, (_, index) => ({ ...event, eventId: `e${index}` }));
    loopback.respond = answerJson({ events: [...many, untimed, ...many, null, event, event] });
    const answer = answerOf(await page());
    const sizes = [...partsOf(answer)].map((part) => answerOf(part).length);
    expect(sizes.length).toBeGreaterThan(1);
    expect(answer.leftOut).toHaveLength(2);
  });

  it('yields the items of a large page once, and never a page without any', async () => {
    const many = Array.from({ length: 2_000 }, (_, index) => ({ ...event, eventId: `e${index}` }));
    loopback.respond = answerJson({ events: many });
    const answer = answerOf(await page());
    expect(answer.items).toHaveLength(2_000);
    expect(() => answer.items).toThrow('gone through again');
    expect(() => [...partsOf(answer)]).toThrow('gone through again');
  });

  it.each([
    ['has no time', { ...event, timestamp: undefined }],
    ['has a time that is not a number', { ...event, timestamp: 'yesterday' }],
    ['has a time out of range', { ...event, timestamp: 8_640_000_000_000_001 }],
  ])('dates an event by its ingestion if it %s', async (_what, untimed) => {
    loopback.respond = answerJson({ events: [untimed] });
    expect(answerOf(await page()).items).toEqual([
      expect.objectContaining({ eventId: 'e1', timestampMs: 2_138, ingestionMs: 2_138 }),
    ]);
  });

  it.each([undefined, null, '', 7])(
    'keeps an event whose message is %s as one with an empty message',
    async (message) => {
      loopback.respond = answerJson({ events: [{ ...event, message }] });
      expect(answerOf(await page()).items).toEqual([expect.objectContaining({ eventId: 'e1', message: '' })]);
    },
  );

  it('keeps different events without an id apart', async () => {
    const anonymous = { ...event, eventId: undefined };
    loopback.respond = answerJson({ events: [anonymous, anonymous, { ...anonymous, message: 'other' }] });
    const ids = answerOf(await page()).items.map((item) => item.eventId);
    expect(new Set(ids).size).toBe(2);
  });

  it('recognises events without an id by a short one that reveals nothing about them', async () => {
    const message = `password=hunter2 ${'x'.repeat(100_000)}`;
    loopback.respond = answerJson({ events: [{ ...event, eventId: undefined, message }] });
    const [item] = answerOf(await page()).items;
    expect(item?.message).toBe(message);
    expect(item?.eventId).toMatch(/^[\w-]{43}$/);
  });

  it('dates the ingestion of an event without one by its own time', async () => {
    loopback.respond = answerJson({ events: [{ ...event, ingestionTime: undefined }] });
    expect(answerOf(await page()).items[0]?.ingestionMs).toBe(2_000);
  });

  it.each([
    ['an empty object', {}],
    ['a list', []],
    ['null', null],
    ['a word', 'events'],
    ['events that are not a list', { events: 'none' }],
  ])('is an error, never an empty page, if AWS answers %s', async (_what, answer) => {
    loopback.respond = answerJson(answer);
    expect(errorOf(await page())).toMatchObject({ kind: 'malformed', action: 'logs:FilterLogEvents' });
  });

  it('is absent for a group that does not exist yet', async () => {
    loopback.respond = answerJson(
      { __type: 'ResourceNotFoundException', message: 'The specified log group does not exist.' },
      400,
    );
    expect(errorOf(await page())).toEqual({
      kind: 'absent',
      action: 'logs:FilterLogEvents',
      name: 'ResourceNotFoundException',
      message: 'The specified log group does not exist.',
    });
  });
});
