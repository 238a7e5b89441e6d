import { FilterLogEventsCommand, GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { errorOf, patient, raw } from '../../aws/loopback-aws.ts';
import { errorName } from '../sdk-clients.ts';
import type { AccountUnderTest, ContractCase } from './contract-case.ts';
import { type ContractLog, newLog } from './contract-log.ts';

const TEN: readonly (readonly [number, string])[] = Array.from({ length: 10 }, (_, index) => [
  index * 100,
  `line ${index}`,
]);

/** Pages of FilterLogEvents as lists of messages. AWS may insert empty pages, which are left out here. */
async function pagesOf(
  { clients: { logs } }: AccountUnderTest,
  { group, startMs }: ContractLog,
  limit: number,
): Promise<readonly (readonly (string | undefined)[])[]> {
  const pages: (string | undefined)[][] = [];
  let nextToken: string | undefined;
  do {
    const range = { startTime: startMs, endTime: startMs + 30_000 };
    const page = await logs.send(
      new FilterLogEventsCommand({ logGroupName: group, ...range, limit, nextToken }),
    );
    pages.push((page.events ?? []).map(({ message }) => message));
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return pages.filter(({ length }) => length > 0);
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html */
export const LOG_READING_CASES: readonly ContractCase[] = [
  {
    says: 'FilterLogEvents returns an event with its stream, time and message, byte for byte',
    observe: async (account) => {
      const log = await newLog(account, ['2026/11/24/[$LATEST]0123456789abcdef']);
      await log.put([[5, 'tab\tquote"\\ \u001b[31m ☃ 日本 👩‍👩‍👧 \nsecond line\n']]);
      const events = await log.read();
      return events.map((event) => [event.logStream, event.timestampMs - log.startMs, event.message]);
    },
    documented: [
      ['2026/11/24/[$LATEST]0123456789abcdef', 5, 'tab\tquote"\\ \u001b[31m ☃ 日本 👩‍👩‍👧 \nsecond line\n'],
    ],
  },
  {
    says: 'FilterLogEvents returns an ingestion time no earlier than the request that wrote the event',
    observe: async (account) => {
      const log = await newLog(account);
      const beforeMs = Date.now();
      await log.put([[0, 'one']]);
      const events = await log.read();
      return events.map(({ ingestionMs }) => ingestionMs >= beforeMs && ingestionMs <= Date.now());
    },
    documented: [true],
  },
  {
    says: 'FilterLogEvents includes events at its start and at its end',
    observe: async (account) => {
      const log = await newLog(account);
      await log.put([
        [99, 'before'],
        [100, 'at the start'],
        [200, 'at the end'],
        [201, 'after'],
      ]);
      return log.messages(100, 200);
    },
    documented: ['at the start', 'at the end'],
  },
  {
    says: 'GetLogEvents includes events at its start and excludes those at its end',
    observe: async (account) => {
      const log = await newLog(account);
      await log.put([
        [99, 'before'],
        [100, 'at the start'],
        [200, 'at the end'],
      ]);
      const range = { startTime: log.startMs + 100, endTime: log.startMs + 200 };
      const stream = { logGroupName: log.group, logStreamName: 'a' };
      const { events } = await account.clients.logs.send(new GetLogEventsCommand({ ...stream, ...range }));
      return events?.map(({ message }) => message);
    },
    documented: ['at the start'],
    moto: {
      gives: ['at the start', 'at the end'],
      because: 'the API reference leaves out events with a timestamp equal to endTime; moto compares with >',
    },
  },
  {
    says: 'GetLogEvents ends when a forward token comes back unchanged',
    observe: async (account) => {
      const log = await newLog(account);
      await log.put(TEN);
      const request = { logGroupName: log.group, logStreamName: 'a', startFromHead: true, limit: 6 };
      const sizes: number[] = [];
      let nextToken: string | undefined;
      for (;;) {
        const page = await account.clients.logs.send(new GetLogEventsCommand({ ...request, nextToken }));
        sizes.push(page.events?.length ?? 0);
        if (page.nextForwardToken === nextToken) return sizes;
        nextToken = page.nextForwardToken;
      }
    },
    documented: [6, 4, 0],
  },
  {
    says: 'FilterLogEvents orders the events of several streams by time',
    observe: async (account) => {
      const log = await newLog(account, ['a', 'b']);
      await log.put(
        [
          [0, 'first'],
          [20, 'third'],
        ],
        'a',
      );
      await log.put(
        [
          [10, 'second'],
          [30, 'fourth'],
        ],
        'b',
      );
      return log.messages();
    },
    documented: ['first', 'second', 'third', 'fourth'],
    moto: {
      gives: ['first', 'third', 'second', 'fourth'],
      because: 'since 2019 `interleaved` is ignored and taken as true; moto still reads stream after stream',
    },
  },
  {
    says: 'FilterLogEvents puts a late event at its own time',
    observe: async (account) => {
      const log = await newLog(account);
      await log.put([
        [100, 'first'],
        [300, 'third'],
      ]);
      await log.put([[200, 'second']]);
      return log.messages();
    },
    documented: ['first', 'second', 'third'],
  },
  {
    says: 'FilterLogEvents returns all events of one millisecond, as they were written, each with its own id',
    observe: async (account) => {
      const log = await newLog(account);
      await log.put([
        [0, 'a'],
        [0, 'b'],
        [0, 'b'],
      ]);
      await log.put([[0, 'c']]);
      const events = await log.read();
      return {
        messages: events.map(({ message }) => message),
        ids: new Set(events.map(({ eventId }) => eventId)).size,
      };
    },
    documented: { messages: ['a', 'b', 'b', 'c'], ids: 4 },
  },
  {
    says: 'FilterLogEvents returns the same id for an event whenever it is read',
    observe: async (account) => {
      const log = await newLog(account);
      await log.put(TEN);
      const ids = async () => (await log.read()).map(({ eventId }) => eventId).join();
      const once = await ids();
      const again = await ids();
      return once === again;
    },
    documented: true,
  },
  {
    says: 'FilterLogEvents cuts pages at the limit, and the pages together hold every event once',
    observe: async (account) => {
      const log = await newLog(account);
      await log.put(TEN);
      return pagesOf(account, log, 4);
    },
    documented: [
      ['line 0', 'line 1', 'line 2', 'line 3'],
      ['line 4', 'line 5', 'line 6', 'line 7'],
      ['line 8', 'line 9'],
    ],
  },
  {
    says: 'FilterLogEvents cuts pages within one millisecond without losing or repeating an event',
    observe: async (account) => {
      const log = await newLog(account);
      await log.put(TEN.map(([, message]) => [0, message]));
      return (await pagesOf(account, log, 3)).flat();
    },
    documented: TEN.map(([, message]) => message),
  },
  {
    says: 'FilterLogEvents puts no more than 10,000 events on a page',
    observe: async (account) => {
      const log = await newLog(account);
      const batch = (from: number, count: number) =>
        log.put(Array.from({ length: count }, (_, index) => [from + index, `${from + index}`]));
      await batch(0, 10_000);
      await batch(10_000, 1);
      const range = { startMs: log.startMs, endMs: log.startMs + 30_000 };
      const answer = await account.sources.logs.page(
        { group: raw(log.group), range, pattern: null, token: null },
        patient,
      );
      const all = await log.messages();
      return { first: answer.ok && answer.value.items.length, all: all.length, last: all.at(-1) };
    },
    documented: { first: 10_000, all: 10_001, last: '10000' },
  },
  {
    says: 'FilterLogEvents puts no more than 1 MB on a page',
    observe: async (account) => {
      const log = await newLog(account);
      for (let index = 0; index < 5; index += 1) await log.put([[index, `${index}${'x'.repeat(400_000)}`]]);
      const pages = await pagesOf(account, log, 10_000);
      return pages.map((page) => page.map((message) => message?.[0]));
    },
    documented: [['0', '1'], ['2', '3'], ['4']],
    moto: {
      gives: [['0', '1', '2', '3', '4']],
      because: 'the API reference ends a page at 1 MB; moto counts events only',
    },
  },
  {
    says: 'FilterLogEvents refuses an unknown token',
    observe: async (account) => {
      const { group } = await newLog(account);
      const call = account.clients.logs.send(
        new FilterLogEventsCommand({ logGroupName: group, nextToken: 'made-up' }),
      );
      return errorName(call);
    },
    documented: 'InvalidParameterException',
    moto: {
      gives: 'no error',
      because: 'boto/boto3 issue 1467 shows what AWS says: "The specified nextToken is invalid"',
    },
  },
  {
    says: 'FilterLogEvents refuses more than 10,000 events a page',
    observe: async (account) => {
      const { group } = await newLog(account);
      const command = new FilterLogEventsCommand({ logGroupName: group, limit: 10_001 });
      return errorName(account.clients.logs.send(command));
    },
    documented: 'InvalidParameterException',
  },
  {
    says: 'FilterLogEvents finds no unknown group',
    observe: async ({ sources }) => {
      const range = { startMs: 0, endMs: Date.now() };
      const { kind, name } = errorOf(
        await sources.logs.page({ group: raw('/nobody'), range, pattern: null, token: null }, patient),
      );
      return { kind, name };
    },
    documented: { kind: 'absent', name: 'ResourceNotFoundException' },
  },
  {
    says: 'FilterLogEvents returns an empty page for a group without events',
    observe: async (account) => (await newLog(account)).messages(),
    documented: [],
  },
  {
    says: 'FilterLogEvents reads only the named streams',
    observe: async (account) => {
      const log = await newLog(account, ['a', 'b', 'c']);
      for (const [index, stream] of ['a', 'b', 'c'].entries()) await log.put([[index, stream]], stream);
      const { events } = await account.clients.logs.send(
        new FilterLogEventsCommand({ logGroupName: log.group, logStreamNames: ['a', 'c'] }),
      );
      return events?.map(({ message }) => message);
    },
    documented: ['a', 'c'],
  },
  {
    says: 'FilterLogEvents reads only the streams whose names start with the prefix',
    observe: async (account) => {
      const log = await newLog(account, ['x1', 'y1', 'x2']);
      for (const [index, stream] of ['x1', 'y1', 'x2'].entries()) await log.put([[index, stream]], stream);
      const { events } = await account.clients.logs.send(
        new FilterLogEventsCommand({ logGroupName: log.group, logStreamNamePrefix: 'x' }),
      );
      return events?.map(({ message }) => message);
    },
    documented: ['x1', 'x2'],
    moto: { gives: ['x1', 'y1', 'x2'], because: 'moto does not read the parameter' },
  },
  {
    says: 'FilterLogEvents finds a group by its ARN',
    observe: async (account) => {
      const log = await newLog(account);
      await log.put([[0, 'found']]);
      const arn = raw(`arn:aws:logs:eu-west-1:123456789012:log-group:${log.group}:*`);
      const range = { startMs: log.startMs, endMs: log.startMs + 1_000 };
      const answer = await account.sources.logs.page(
        { group: arn, range, pattern: null, token: null },
        patient,
      );
      return answer.ok ? answer.value.items.map(({ message }) => message) : answer.error.kind;
    },
    documented: ['found'],
    moto: { gives: 'absent', because: 'moto does not read logGroupIdentifier' },
  },
  {
    says: 'FilterLogEvents returns the newest events first unless it starts from the head',
    observe: async (account) => {
      const log = await newLog(account);
      await log.put(TEN.slice(0, 3));
      const request = { logGroupName: log.group, startTime: log.startMs, startFromHead: false };
      const { events } = await account.clients.logs.send(new FilterLogEventsCommand(request));
      return events?.map(({ message }) => message);
    },
    documented: ['line 2', 'line 1', 'line 0'],
    moto: { gives: ['line 0', 'line 1', 'line 2'], because: 'startFromHead is younger than moto' },
  },
];
