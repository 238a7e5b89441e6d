import {
  type CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  DeleteLogGroupCommand,
  FilterLogEventsCommand,
  type InputLogEvent,
  PutLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { describe, expect, it } from 'vitest';
import { DAY_MS } from '../../../../src/lambda/time.ts';
import { errorName, startLocal } from '../local-client.ts';
import { NOW_MS, STREAMS } from '../tiny-world.ts';

const GROUP = { logGroupName: '/mine' };
const STREAM = { ...GROUP, logStreamName: 'one' };

async function startWithStream(options: Parameters<typeof startLocal>[0] = {}) {
  const local = await startLocal(options);
  await local.logs.send(new CreateLogGroupCommand(GROUP));
  await local.logs.send(new CreateLogStreamCommand(STREAM));
  const put = (logEvents: InputLogEvent[], stream = STREAM) =>
    local.logs.send(new PutLogEventsCommand({ ...stream, logEvents }));
  const read = async (startTime = NOW_MS - 60_000, group = GROUP) => {
    const { events, nextToken } = await local.logs.send(new FilterLogEventsCommand({ ...group, startTime }));
    return { messages: events!.map(({ message }) => message), events: events!, nextToken };
  };
  return { ...local, put, read };
}

describe('PutLogEvents', () => {
  it('can be read back after the ingestion delay', async () => {
    const { put, read, clock } = await startWithStream({ ingestionDelayMs: 2_000 });
    await put([{ timestamp: NOW_MS - 5, message: 'hello\tworld ☃' }]);
    clock.advance(1_999);
    expect((await read()).messages).toEqual([]);
    clock.advance(1);
    const { events } = await read();
    expect(events).toMatchObject([
      {
        message: 'hello\tworld ☃',
        timestamp: NOW_MS - 5,
        ingestionTime: NOW_MS + 2_000,
        logStreamName: 'one',
      },
    ]);
  });

  it('puts a late event at its own time', async () => {
    const { put, read, clock } = await startWithStream();
    await put([
      { timestamp: NOW_MS - 10, message: 'first' },
      { timestamp: NOW_MS, message: 'third' },
    ]);
    clock.advance(5_000);
    await put([{ timestamp: NOW_MS - 5, message: 'second' }]);
    clock.advance(50);
    expect((await read()).messages).toEqual(['first', 'second', 'third']);
  });

  it('orders events of one millisecond by arrival', async () => {
    const { put, read, clock } = await startWithStream();
    await put([
      { timestamp: NOW_MS, message: 'a' },
      { timestamp: NOW_MS, message: 'b' },
    ]);
    clock.advance(1_000);
    await put([{ timestamp: NOW_MS, message: 'c' }]);
    clock.advance(50);
    expect((await read()).messages).toEqual(['a', 'b', 'c']);
  });

  it('fills a page with at most one megabyte of messages', async () => {
    const { put, read, clock } = await startWithStream();
    for (let index = 0; index < 5; index += 1) {
      await put([{ timestamp: NOW_MS, message: `${index}${'x'.repeat(400_000)}` }]);
    }
    clock.advance(50);
    const { messages, nextToken } = await read();
    expect(messages.map((message) => message![0])).toEqual(['0', '1']);
    expect(nextToken).toBeDefined();
  });

  it('writes into a new stream of a simulated group', async () => {
    const { logs, put, read, clock } = await startWithStream();
    const stream = { logGroupName: '/aws/lambda/worker', logStreamName: 'mine' };
    await logs.send(new CreateLogStreamCommand(stream));
    await put([{ timestamp: NOW_MS - 150, message: 'between two simulated events' }], stream);
    clock.advance(50);
    const { events } = await read(NOW_MS - 200, stream);
    expect(events.map(({ logStreamName }) => logStreamName)).toEqual([STREAMS[0], 'mine', STREAMS[1]]);
  });

  it('rejects what is too old or too far ahead, and says which', async () => {
    const { put, read, clock } = await startWithStream();
    const { rejectedLogEventsInfo } = await put([
      { timestamp: NOW_MS - 14 * DAY_MS - 1, message: 'too old' },
      { timestamp: NOW_MS - 14 * DAY_MS, message: 'old enough' },
    ]);
    expect(rejectedLogEventsInfo).toEqual({ tooOldLogEventEndIndex: 1 });
    clock.advance(50);
    expect((await read(0)).messages).toEqual(['old enough']);
  });

  it.each([
    [
      'events out of order',
      [
        { timestamp: NOW_MS, message: 'b' },
        { timestamp: NOW_MS - 1, message: 'a' },
      ],
    ],
    [
      'a batch over more than a day',
      [
        { timestamp: NOW_MS - DAY_MS - 1, message: 'a' },
        { timestamp: NOW_MS, message: 'b' },
      ],
    ],
    ['a batch of more than a megabyte', [{ timestamp: NOW_MS, message: 'x'.repeat(1_048_576) }]],
    ['an empty message', [{ timestamp: NOW_MS, message: '' }]],
    ['no events', []],
  ])('refuses %s', async (_name, logEvents) => {
    const { put } = await startWithStream();
    expect(await errorName(put(logEvents))).toBe('InvalidParameterException');
  });

  it.each([
    ['a group', { logGroupName: '/nope', logStreamName: 'one' }],
    ['a stream', { logGroupName: '/mine', logStreamName: 'nope' }],
  ])('refuses %s that does not exist', async (_name, stream) => {
    const { put } = await startWithStream();
    expect(await errorName(put([{ timestamp: NOW_MS, message: 'a' }], stream))).toBe(
      'ResourceNotFoundException',
    );
  });
});

describe('log groups and streams created by callers', () => {
  it.each<[string, (client: CloudWatchLogsClient) => Promise<unknown>]>([
    ['group', (client) => client.send(new CreateLogGroupCommand(GROUP))],
    ['stream', (client) => client.send(new CreateLogStreamCommand(STREAM))],
  ])("can't be created twice: a %s", async (_name, call) => {
    const { logs } = await startWithStream();
    expect(await errorName(call(logs))).toBe('ResourceAlreadyExistsException');
  });

  it('are gone once they are deleted', async () => {
    const { logs } = await startWithStream();
    await logs.send(new DeleteLogGroupCommand(GROUP));
    expect(await errorName(logs.send(new FilterLogEventsCommand(GROUP)))).toBe('ResourceNotFoundException');
  });
});
