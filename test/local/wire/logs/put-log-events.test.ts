import {
  CreateLogGroupCommand,
  CreateLogStreamCommand,
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
    const { events } = await local.logs.send(new FilterLogEventsCommand({ ...group, startTime }));
    return events!;
  };
  return { ...local, put, read };
}

describe('PutLogEvents', () => {
  it('can be read back after the ingestion delay', async () => {
    const { put, read, clock } = await startWithStream({ ingestionDelayMs: 2_000 });
    await put([{ timestamp: NOW_MS - 5, message: 'hello\tworld ☃' }]);
    clock.advance(1_999);
    expect(await read()).toEqual([]);
    clock.advance(1);
    expect(await read()).toMatchObject([
      {
        message: 'hello\tworld ☃',
        timestamp: NOW_MS - 5,
        ingestionTime: NOW_MS + 2_000,
        logStreamName: 'one',
      },
    ]);
  });

  it('writes into a new stream of a simulated group', async () => {
    const { logs, put, read, clock } = await startWithStream();
    const stream = { logGroupName: '/aws/lambda/worker', logStreamName: 'mine' };
    await logs.send(new CreateLogStreamCommand(stream));
    await put([{ timestamp: NOW_MS - 150, message: 'between two simulated events' }], stream);
    clock.advance(50);
    const events = await read(NOW_MS - 200, stream);
    expect(events.map(({ logStreamName }) => logStreamName)).toEqual([STREAMS[0], 'mine', STREAMS[1]]);
  });

  it.each([
    [
      'a batch over more than a day',
      [
        { timestamp: NOW_MS - DAY_MS - 1, message: 'a' },
        { timestamp: NOW_MS, message: 'b' },
      ],
    ],
    ['a batch of more than a megabyte', [{ timestamp: NOW_MS, message: 'x'.repeat(1_048_576) }]],
  ])('refuses %s', async (_name, logEvents) => {
    const { put } = await startWithStream();
    expect(await errorName(put(logEvents))).toBe('InvalidParameterException');
  });
});
