import type { FilteredLogEvent, FilterLogEventsCommandInput } from '@aws-sdk/client-cloudwatch-logs';
import { FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../../../src/lambda/time.ts';
import { errorName, startLocal } from '../local-client.ts';
import { LOG_START_MS, NOW_MS, STREAMS } from '../tiny-world.ts';

const GROUP = '/aws/lambda/worker';
const ARN = `arn:aws:logs:eu-west-1:123456789012:log-group:${GROUP}`;

type Local = Awaited<ReturnType<typeof startLocal>>;

async function everyPage({ logs }: Local, input: FilterLogEventsCommandInput) {
  const pages: (readonly FilteredLogEvent[])[] = [];
  let nextToken: string | undefined;
  do {
    const page = await logs.send(new FilterLogEventsCommand({ ...input, nextToken }));
    pages.push(page.events ?? []);
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return pages;
}

const times = (events: readonly FilteredLogEvent[]) => events.map(({ timestamp }) => timestamp);

describe('FilterLogEvents', () => {
  it('includes both ends of the range', async () => {
    const local = await startLocal();
    const range = { startTime: LOG_START_MS + 1_000, endTime: LOG_START_MS + 1_200 };
    const [events] = await everyPage(local, { logGroupName: GROUP, ...range });
    expect(times(events!)).toEqual([LOG_START_MS + 1_000, LOG_START_MS + 1_100, LOG_START_MS + 1_200]);
  });

  it('describes an event like the real one', async () => {
    const local = await startLocal();
    const [events] = await everyPage(local, {
      logGroupName: GROUP,
      startTime: LOG_START_MS,
      limit: 1,
      endTime: LOG_START_MS,
    });
    expect(events).toEqual([
      {
        eventId: '0'.repeat(56),
        ingestionTime: LOG_START_MS,
        logStreamName: STREAMS[0],
        message: '{"level":"ERROR","message":"line 0"}',
        timestamp: LOG_START_MS,
      },
    ]);
  });

  it.each<[string, { limit?: number; startTime?: number; startFromHead?: boolean }]>([
    ['a thousand a page', { limit: 1_000 }],
    ['7 a page', { limit: 7, startTime: NOW_MS - 2 * MINUTE_MS }],
    ['as many as fit', {}],
    ['newest first', { limit: 1_000, startFromHead: false }],
  ])('returns every event once and in order: %s', async (_name, input) => {
    const local = await startLocal();
    const startTime = LOG_START_MS;
    const pages = await everyPage(local, { logGroupName: GROUP, startTime, ...input });
    const ids = pages.flat().map(({ eventId }) => eventId!);
    const expected = (NOW_MS - (input.startTime ?? startTime)) / 100;
    expect(new Set(ids).size).toBe(expected);
    expect(ids).toEqual(input.startFromHead === false ? ids.toSorted().toReversed() : ids.toSorted());
    expect(Math.max(...pages.map((page) => page.length))).toBeLessThanOrEqual(input.limit ?? 10_000);
  });

  it('answers some pages of a long range with a token and no events', async () => {
    const local = await startLocal();
    const pages = await everyPage(local, { logGroupName: GROUP, startTime: LOG_START_MS, limit: 250 });
    const emptyBeforeLast = pages.slice(0, -1).filter((page) => page.length === 0);
    expect(emptyBeforeLast.length).toBeGreaterThan(0);
    expect(emptyBeforeLast.length).toBeLessThan(pages.length / 2);
  });

  it('answers a short range at once', async () => {
    const local = await startLocal();
    const starts = Array.from({ length: 40 }, (_, index) => NOW_MS - 60_000 + index * 100);
    for (const startTime of starts) {
      const pages = await everyPage(local, { logGroupName: GROUP, startTime });
      expect(pages).toHaveLength(1);
    }
  });

  it.each([
    ['the chosen streams', { logStreamNames: [STREAMS[1]] }],
    ['the streams of a prefix', { logStreamNamePrefix: '2026/11/20/[7]b' }],
  ])('reads only %s', async (_name, input) => {
    const local = await startLocal();
    const pages = await everyPage(local, { logGroupName: GROUP, startTime: NOW_MS - 10_000, ...input });
    expect(pages.flat()).toHaveLength(50);
    expect(new Set(pages.flat().map(({ logStreamName }) => logStreamName))).toEqual(new Set([STREAMS[1]]));
  });

  it.each([
    ['its name', { logGroupName: GROUP }],
    ['an identifier that is its name', { logGroupIdentifier: GROUP }],
    ['an identifier that is its ARN', { logGroupIdentifier: ARN }],
  ])('finds the group by %s', async (_name, group) => {
    const local = await startLocal();
    const pages = await everyPage(local, { ...group, startTime: NOW_MS - 1_000 });
    expect(pages.flat()).toHaveLength(10);
  });

  it('keeps what matches the filter', async () => {
    const local = await startLocal();
    const filterPattern = '{ $.level = "ERROR" }';
    const pages = await everyPage(local, { logGroupName: GROUP, startTime: NOW_MS - 10_000, filterPattern });
    expect(pages.flat()).toHaveLength(10);
  });

  it('hides what has not been ingested yet', async () => {
    const local = await startLocal({ clock: { now: () => NOW_MS - 5_000 } });
    const pages = await everyPage(local, { logGroupName: GROUP, startTime: NOW_MS - 6_000 });
    expect(times(pages.flat()).at(-1)).toBe(NOW_MS - 5_000);
  });

  it('refuses a token of another request', async () => {
    const local = await startLocal();
    const input = { logGroupName: GROUP, startTime: NOW_MS - 10_000, limit: 5 };
    const { nextToken } = await local.logs.send(new FilterLogEventsCommand(input));
    const call = local.logs.send(new FilterLogEventsCommand({ ...input, filterPattern: 'ERROR', nextToken }));
    expect(await errorName(call)).toBe('InvalidParameterException');
  });

  it.each([
    ['an unknown group', { logGroupName: '/nope' }, 'ResourceNotFoundException'],
    ['no group', {}, 'InvalidParameterException'],
    ['a group named twice', { logGroupName: GROUP, logGroupIdentifier: GROUP }, 'InvalidParameterException'],
    ['a limit of 10,001', { logGroupName: GROUP, limit: 10_001 }, 'InvalidParameterException'],
    [
      'streams and a prefix',
      { logGroupName: GROUP, logStreamNames: ['a'], logStreamNamePrefix: 'a' },
      'InvalidParameterException',
    ],
    [
      'an end before the start',
      { logGroupName: GROUP, startTime: 2, endTime: 1 },
      'InvalidParameterException',
    ],
    ['an incomplete pattern', { logGroupName: GROUP, filterPattern: '[a, b' }, 'InvalidParameterException'],
    ['a made-up token', { logGroupName: GROUP, nextToken: 'made-up' }, 'InvalidParameterException'],
  ])('refuses %s', async (_name, input, expected) => {
    const { logs } = await startLocal();
    expect(await errorName(logs.send(new FilterLogEventsCommand(input)))).toBe(expected);
  });
});
