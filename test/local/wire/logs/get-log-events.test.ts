import { GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { describe, expect, it } from 'vitest';
import { errorName, startLocal } from '../local-client.ts';
import { LOG_START_MS, NOW_MS, STREAMS } from '../tiny-world.ts';

const STREAM = { logGroupName: '/aws/lambda/worker', logStreamName: STREAMS[0] };
const EVENTS_OF_STREAM = (NOW_MS - LOG_START_MS) / 200;

type Local = Awaited<ReturnType<typeof startLocal>>;

/** Follows one token until it comes back unchanged. */
async function everyTime(
  { logs }: Local,
  direction: 'nextForwardToken' | 'nextBackwardToken',
  limit: number,
) {
  const times: number[] = [];
  let nextToken: string | undefined;
  for (;;) {
    const startFromHead = direction === 'nextForwardToken';
    const page = await logs.send(new GetLogEventsCommand({ ...STREAM, limit, startFromHead, nextToken }));
    times.push(...page.events!.map(({ timestamp }) => timestamp!));
    if (page[direction] === nextToken) return times;
    nextToken = page[direction];
  }
}

describe('GetLogEvents', () => {
  it.each(['nextForwardToken', 'nextBackwardToken'] as const)(
    'ends when %s comes back unchanged, with every event returned once',
    async (direction) => {
      const local = await startLocal();
      const times = await everyTime(local, direction, 1_000);
      expect(times).toHaveLength(EVENTS_OF_STREAM);
      expect(new Set(times).size).toBe(EVENTS_OF_STREAM);
    },
  );

  it('reads the newest events first, each page in order of time', async () => {
    const { logs } = await startLocal();
    const { events } = await logs.send(new GetLogEventsCommand({ ...STREAM, limit: 2 }));
    expect(events!.map(({ timestamp }) => timestamp)).toEqual([NOW_MS - 400, NOW_MS - 200]);
  });

  it('goes back from a later page to the one before', async () => {
    const { logs } = await startLocal();
    const input = { ...STREAM, limit: 3, startFromHead: true };
    const first = await logs.send(new GetLogEventsCommand(input));
    const second = await logs.send(new GetLogEventsCommand({ ...input, nextToken: first.nextForwardToken }));
    const back = await logs.send(new GetLogEventsCommand({ ...input, nextToken: second.nextBackwardToken }));
    expect(back.events).toEqual(first.events);
  });

  it.each([
    ['an unknown stream', { ...STREAM, logStreamName: 'nope' }, 'ResourceNotFoundException'],
    ['a made-up token', { ...STREAM, nextToken: 'f/123' }, 'InvalidParameterException'],
  ])('refuses %s', async (_name, input, expected) => {
    const { logs } = await startLocal();
    expect(await errorName(logs.send(new GetLogEventsCommand(input)))).toBe(expected);
  });
});
