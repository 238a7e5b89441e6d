import {
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  DescribeLogGroupsCommand,
  DescribeLogStreamsCommand,
  FilterLogEventsCommand,
  GetLogEventsCommand,
  paginateDescribeLogGroups,
} from '@aws-sdk/client-cloudwatch-logs';
import { describe, expect, it } from 'vitest';
import { errorName, startLocal } from '../local-client.ts';
import { LOG_START_MS, NOW_MS, STREAMS, tinyWorld } from '../tiny-world.ts';

const GROUP = { logGroupName: '/aws/lambda/worker' };

describe('DescribeLogGroups', () => {
  it('lists 50 a page, by name', async () => {
    const { logs } = await startLocal({ world: tinyWorld(120) });
    const names: string[] = [];
    const sizes: number[] = [];
    for await (const { logGroups } of paginateDescribeLogGroups({ client: logs }, {})) {
      sizes.push(logGroups!.length);
      names.push(...logGroups!.map(({ logGroupName }) => logGroupName!));
    }
    expect(sizes).toEqual([50, 50, 22]);
    expect(names).toEqual(names.toSorted());
  });

  it.each([
    ['a prefix', { logGroupNamePrefix: '/aws/lambda/q' }],
    ['a pattern', { logGroupNamePattern: 'quiet' }],
  ])('finds groups by %s', async (_name, input) => {
    const { logs } = await startLocal();
    const { logGroups } = await logs.send(new DescribeLogGroupsCommand(input));
    expect(logGroups!.map(({ logGroupName }) => logGroupName)).toEqual(['/aws/lambda/quiet']);
  });

  it('returns the class of a group, and events only of the Standard class', async () => {
    const { logs } = await startLocal();
    const logGroupName = '/archive';
    await logs.send(new CreateLogGroupCommand({ logGroupName, logGroupClass: 'INFREQUENT_ACCESS' }));
    const { logGroups } = await logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: '/a' }));
    expect(logGroups!.map(({ logGroupClass }) => logGroupClass)).toEqual(
      expect.arrayContaining(['INFREQUENT_ACCESS', 'STANDARD']),
    );
    const refusals = await Promise.all([
      errorName(logs.send(new FilterLogEventsCommand({ logGroupName }))),
      errorName(logs.send(new GetLogEventsCommand({ logGroupName, logStreamName: 'any' }))),
    ]);
    expect(refusals).toEqual(['InvalidOperationException', 'InvalidOperationException']);
  });
});

describe('DescribeLogStreams', () => {
  it('lists streams by their last event, newest first, if asked to', async () => {
    const { logs } = await startLocal();
    const order = { orderBy: 'LastEventTime', descending: true } as const;
    const { logStreams } = await logs.send(new DescribeLogStreamsCommand({ ...GROUP, ...order }));
    expect(logStreams!.map(({ logStreamName }) => logStreamName)).toEqual(STREAMS.toReversed());
  });

  it('has no times for a stream younger than the last refresh', async () => {
    const { logs } = await startLocal({ clock: { now: () => NOW_MS - 1 } });
    const { logStreams } = await logs.send(new DescribeLogStreamsCommand(GROUP));
    expect(logStreams).toMatchObject([{ creationTime: LOG_START_MS }, { creationTime: LOG_START_MS }]);
    expect(logStreams!.map(({ lastEventTimestamp }) => lastEventTimestamp)).toEqual([undefined, undefined]);
  });

  it('lists an empty stream', async () => {
    const { logs } = await startLocal();
    await logs.send(new CreateLogStreamCommand({ ...GROUP, logStreamName: 'empty' }));
    const { logStreams } = await logs.send(
      new DescribeLogStreamsCommand({ ...GROUP, logStreamNamePrefix: 'e' }),
    );
    expect(logStreams).toMatchObject([{ logStreamName: 'empty', creationTime: NOW_MS }]);
  });

  it('refuses a prefix when ordered by the last event', async () => {
    const { logs } = await startLocal();
    const input = { ...GROUP, orderBy: 'LastEventTime', logStreamNamePrefix: '2026' } as const;
    expect(await errorName(logs.send(new DescribeLogStreamsCommand(input)))).toBe(
      'InvalidParameterException',
    );
  });
});
