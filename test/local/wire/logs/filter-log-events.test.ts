import type { FilteredLogEvent, FilterLogEventsCommandInput } from '@aws-sdk/client-cloudwatch-logs';
import { FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../../../src/lambda/time.ts';
import { errorName, startLocal } from '../local-client.ts';
import { LOG_START_MS, NOW_MS } from '../tiny-world.ts';

const GROUP = '/aws/lambda/worker';

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

describe('FilterLogEvents', () => {
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

  it('refuses a token of another request', async () => {
    const local = await startLocal();
    const input = { logGroupName: GROUP, startTime: NOW_MS - 10_000, limit: 5 };
    const { nextToken } = await local.logs.send(new FilterLogEventsCommand(input));
    const call = local.logs.send(new FilterLogEventsCommand({ ...input, filterPattern: 'ERROR', nextToken }));
    expect(await errorName(call)).toBe('InvalidParameterException');
  });

  it.each([
    ['no group', {}, 'InvalidParameterException'],
    ['a group named twice', { logGroupName: GROUP, logGroupIdentifier: GROUP }, 'InvalidParameterException'],
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
  ])('refuses %s', async (_name, input, expected) => {
    const { logs } = await startLocal();
    expect(await errorName(logs.send(new FilterLogEventsCommand(input)))).toBe(expected);
  });
});
