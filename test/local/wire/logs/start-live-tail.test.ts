import {
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  PutLogEventsCommand,
  StartLiveTailCommand,
  type StartLiveTailCommandInput,
  type StartLiveTailResponseStream,
} from '@aws-sdk/client-cloudwatch-logs';
import { describe, expect, it } from 'vitest';
import type { FaultInput } from '../../../../src/local/wire/fault/fault-plan.ts';
import { errorName, startLocal } from '../local-client.ts';
import { NOW_MS, STREAMS } from '../tiny-world.ts';

type Local = Awaited<ReturnType<typeof startLocal>>;

const arnOf = (group: string) => `arn:aws:logs:eu-west-1:123456789012:log-group:${group}`;
const GROUP = '/tests/live';
const WORKER = arnOf('/aws/lambda/worker');

/** A local AWS with an empty log group that tests write into. */
async function localWithGroup(faults: readonly FaultInput[] = []): Promise<Local> {
  const local = await startLocal({ ingestionDelayMs: 0, faults });
  await local.logs.send(new CreateLogGroupCommand({ logGroupName: GROUP }));
  for (const logStreamName of ['a', 'b'])
    await local.logs.send(new CreateLogStreamCommand({ logGroupName: GROUP, logStreamName }));
  return local;
}

function write({ logs, clock }: Local, messages: readonly string[], logStreamName = 'a', agoMs = 0) {
  const timestamp = clock.now() - agoMs;
  return logs.send(
    new PutLogEventsCommand({
      logGroupName: GROUP,
      logStreamName,
      logEvents: messages.map((message) => ({ timestamp, message })),
    }),
  );
}

/** An open session, after its first message. */
async function open({ logs }: Local, input: Partial<StartLiveTailCommandInput> = {}) {
  const { responseStream } = await logs.send(
    new StartLiveTailCommand({ logGroupIdentifiers: [arnOf(GROUP)], ...input }),
  );
  const frames = responseStream![Symbol.asyncIterator]();
  const start = await frames.next();
  return { frames, start: start.value as StartLiveTailResponseStream };
}

type Frames = Awaited<ReturnType<typeof open>>['frames'];

async function nextUpdate({ clock }: Local, frames: Frames) {
  clock.advance(1_000);
  const { value } = (await frames.next()) as { value: StartLiveTailResponseStream };
  return {
    sampled: value.sessionUpdate?.sessionMetadata?.sampled,
    events: value.sessionUpdate?.sessionResults ?? [],
    messages: value.sessionUpdate?.sessionResults?.map(({ message }) => message),
  };
}

describe('StartLiveTail', () => {
  it('begins by repeating the request', async () => {
    const { start } = await open(await localWithGroup(), { logEventFilterPattern: 'x' });
    expect(start.sessionStart).toMatchObject({
      logGroupIdentifiers: [arnOf(GROUP)],
      logEventFilterPattern: 'x',
    });
  });

  it('sends once a second what was ingested since, or an empty list', async () => {
    const local = await localWithGroup();
    await write(local, ['before the session']);
    local.clock.advance(1);
    const { frames } = await open(local);
    expect(await nextUpdate(local, frames)).toEqual({ sampled: false, events: [], messages: [] });
    await write(local, ['one', 'two']);
    expect(await nextUpdate(local, frames)).toMatchObject({ messages: ['one', 'two'] });
    expect(await nextUpdate(local, frames)).toMatchObject({ messages: [] });
  });

  it('sends an event without an id, with both of its times', async () => {
    const local = await localWithGroup();
    const { frames } = await open(local);
    local.clock.advance(500);
    await write(local, ['late'], 'a', 90_000);
    local.clock.advance(-500);
    const { events } = await nextUpdate(local, frames);
    expect(events).toEqual([
      {
        logStreamName: 'a',
        logGroupIdentifier: `123456789012:${GROUP}`,
        message: 'late',
        timestamp: NOW_MS + 500 - 90_000,
        ingestionTime: NOW_MS + 500,
      },
    ]);
  });

  it('sends a sample of more than 500 events, and says so', async () => {
    const local = await localWithGroup();
    const { frames } = await open(local);
    local.clock.advance(500);
    const lines = Array.from({ length: 1_200 }, (_, index) => `line ${index}`);
    await write(local, lines);
    local.clock.advance(-500);
    const { sampled, messages } = await nextUpdate(local, frames);
    expect(sampled).toBe(true);
    expect(new Set(messages).size).toBe(500);
    expect(lines).toEqual(expect.arrayContaining(messages!));
    expect(await nextUpdate(local, frames)).toMatchObject({ sampled: false });
  });

  it.each<[string, Partial<StartLiveTailCommandInput>, string[]]>([
    ['a pattern', { logEventFilterPattern: 'two' }, ['two']],
    ['a stream', { logStreamNames: ['b'] }, ['two', 'three']],
    ['the beginning of a stream', { logStreamNamePrefixes: ['b'] }, ['two', 'three']],
  ])('can be limited to %s', async (_what, input, expected) => {
    const local = await localWithGroup();
    const { frames } = await open(local, input);
    local.clock.advance(500);
    await write(local, ['one']);
    await write(local, ['two', 'three'], 'b');
    local.clock.advance(-500);
    expect((await nextUpdate(local, frames)).messages).toEqual(expected);
  });

  it('covers simulated functions too', async () => {
    const local = await startLocal();
    local.clock.advance(-60_000);
    const { frames } = await open(local, { logGroupIdentifiers: [WORKER] });
    const { events } = await nextUpdate(local, frames);
    expect(events).toHaveLength(10);
    expect(new Set(events.map(({ logStreamName }) => logStreamName))).toEqual(new Set(STREAMS));
  });

  it('ends after three hours', async () => {
    const local = await localWithGroup();
    const { frames } = await open(local);
    local.clock.advance(3 * 3_600_000);
    const all = async () => {
      for (;;) if ((await frames.next()).done) return;
    };
    expect(await errorName(all())).toBe('SessionTimeoutException');
  });

  it.each<[Partial<StartLiveTailCommandInput>, string]>([
    [{ logGroupIdentifiers: [`${arnOf(GROUP)}:*`] }, 'InvalidParameterException'],
    [{ logGroupIdentifiers: [] }, 'InvalidParameterException'],
    [{ logGroupIdentifiers: [arnOf(GROUP), WORKER], logStreamNames: ['a'] }, 'InvalidParameterException'],
    [{ logStreamNames: ['a'], logStreamNamePrefixes: ['b'] }, 'InvalidParameterException'],
    [{ logEventFilterPattern: '{' }, 'InvalidParameterException'],
  ])('refuses %j', async (input, error) => {
    expect(await errorName(open(await localWithGroup(), input))).toBe(error);
  });

  it('refuses the sixteenth session of an account, until one of the others has ended', async () => {
    const local = await localWithGroup();
    const stop = new AbortController();
    const command = () => new StartLiveTailCommand({ logGroupIdentifiers: [arnOf(GROUP)] });
    await local.logs.send(command(), { abortSignal: stop.signal });
    for (let session = 2; session <= 15; session += 1) await open(local);
    expect(await errorName(open(local))).toBe('LimitExceededException');
    stop.abort();
    await expect.poll(() => errorName(open(local))).toBe('no error');
  });

  it.each<[FaultInput['kind'], string]>([
    ['reset', 'Error'],
    ['internal', 'SessionStreamingException'],
    ['truncate', 'Error'],
  ])('ends when an update meets a fault: %s', async (kind, error) => {
    const local = await localWithGroup([{ operation: 'logs:StartLiveTail/update', kind }]);
    const { frames } = await open(local);
    expect(await errorName(nextUpdate(local, frames))).toBe(error);
  });

  it('keeps the content of a late update for the next one', async () => {
    const faults: FaultInput[] = [{ operation: 'logs:StartLiveTail/update', kind: 'delay', calls: 1 }];
    const local = await localWithGroup(faults);
    const { frames } = await open(local);
    local.clock.advance(500);
    await write(local, ['kept']);
    local.clock.advance(500);
    expect((await nextUpdate(local, frames)).messages).toEqual(['kept']);
  });
});
