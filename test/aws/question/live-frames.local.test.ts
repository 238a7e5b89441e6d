import { CloudWatchLogsClient, PutLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { AwsConnection } from '../../../src/aws/connect.ts';
import { type LocalAwsServer, startLocalAws } from '../../../src/local/server.ts';
import type { FaultInput } from '../../../src/local/wire/fault/fault-plan.ts';
import { corrected, createClock, REAL_TIME } from '../../../src/monitor/clock.ts';
import type { Result } from '../../../src/monitor/source-error.ts';
import type { LiveFrame } from '../../../src/monitor/sources.ts';
import { NOW_MS, tinyWorld } from '../../local/wire/tiny-world.ts';
import { connectLocalAws } from '../local-connection.ts';
import { raw, stubCredentials } from '../loopback-aws.ts';

const GROUP = '/aws/lambda/worker';
const ARN = raw(`arn:aws:logs:eu-west-1:123456789012:log-group:${GROUP}`);

let nowMs: number;
let localAws: LocalAwsServer;
let aws: AwsConnection;
let stop: AbortController;

beforeEach(async () => {
  stubCredentials();
  nowMs = NOW_MS - 60_000;
  stop = new AbortController();
  localAws = await startLocalAws({
    world: tinyWorld(),
    clock: { now: () => nowMs },
    port: 0,
    quotas: false,
    ingestionDelayMs: 0,
  });
  aws = connectLocalAws(localAws.url, {
    timeSignal: corrected({ ...createClock(REAL_TIME), now: () => nowMs }),
  });
});
afterEach(async () => {
  vi.unstubAllEnvs();
  stop.abort();
  aws.close();
  await localAws.close();
});

const setFaults = (faults: readonly FaultInput[]) =>
  fetch(`${localAws.url}/_local/faults`, { method: 'POST', body: JSON.stringify(faults) });

const open = (group = ARN) => aws.sources.logs.live(group, null, stop.signal)[Symbol.asyncIterator]();

async function next(frames: AsyncIterator<Result<LiveFrame>>): Promise<Result<LiveFrame> | null> {
  const { done, value } = await frames.next();
  return done === true ? null : value;
}

describe('a Live Tail session', () => {
  it('is opened, and delivers events', async () => {
    const frames = open();
    expect(await next(frames)).toEqual({ ok: true, value: { kind: 'opened' } });
    nowMs += 1_000;
    const update = await next(frames);
    expect(update).toMatchObject({ ok: true, value: { kind: 'update', sampled: false } });
    if (!update?.ok || update.value.kind !== 'update') throw new Error('no update');
    expect(update.value.events).toHaveLength(10);
    expect(update.value.events[0]).toEqual({
      logStream: '2026/11/20/[7]aaaa',
      timestampMs: NOW_MS - 60_000,
      ingestionMs: NOW_MS - 60_000,
      message: expect.stringContaining('line'),
    });
  });

  it('ends silently when it is aborted, and closes the connection', async () => {
    const frames = open();
    await next(frames);
    const waiting = next(frames);
    stop.abort();
    expect(await waiting).toBeNull();
  });

  it.each<[FaultInput['kind'], string, string]>([
    ['throttle', 'throttled', 'ThrottlingException'],
    ['denied', 'denied', 'AccessDeniedException'],
    ['expired', 'expired', 'ExpiredTokenException'],
    ['internal', 'unreachable', 'ServiceUnavailableException'],
    ['reset', 'unreachable', 'ECONNRESET'],
  ])("that can't be opened says why: %s", async (fault, kind, name) => {
    await setFaults([{ operation: 'logs:StartLiveTail', kind: fault }]);
    const frames = open();
    expect(await next(frames)).toMatchObject({ ok: false, error: { kind, name } });
    expect(await next(frames)).toBeNull();
  });

  it('of a group that does not exist is absent', async () => {
    const frames = open(raw(ARN.replace('worker', 'nobody')));
    expect(await next(frames)).toMatchObject({ ok: false, error: { kind: 'absent' } });
  });

  it.each<[FaultInput['kind'], string, string]>([
    ['reset', 'unreachable', 'ECONNRESET'],
    ['internal', 'unreachable', 'SessionStreamingException'],
    ['truncate', 'malformed', 'UnreadableAnswer'],
  ])('that breaks says so at the end: %s', async (fault, kind, name) => {
    const frames = open();
    await next(frames);
    await setFaults([{ operation: 'logs:StartLiveTail/update', kind: fault }]);
    nowMs += 1_000;
    const error = { kind, name, action: 'logs:StartLiveTail' };
    expect(await next(frames)).toMatchObject({ ok: false, error });
    expect(await next(frames)).toBeNull();
  });

  it('ends after three hours', async () => {
    const frames = open();
    await next(frames);
    nowMs += 3 * 3_600_000;
    let last = await next(frames);
    while (last?.ok === true) last = await next(frames);
    expect(last).toMatchObject({ error: { kind: 'unreachable', name: 'SessionTimeoutException' } });
  });

  it('may deliver more than any other answer holds', async () => {
    const logs = new CloudWatchLogsClient({
      endpoint: localAws.url,
      region: 'eu-west-1',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    });
    const frames = open();
    await next(frames);
    let bytes = 0;
    for (let second = 0; second < 18; second += 1) {
      const logEvents = [{ timestamp: nowMs, message: 'x'.repeat(1_000_000) }];
      await logs.send(
        new PutLogEventsCommand({ logGroupName: GROUP, logStreamName: '2026/11/20/[7]aaaa', logEvents }),
      );
      nowMs += 1_000;
      const update = await next(frames);
      if (!update?.ok || update.value.kind !== 'update') throw new Error('no update');
      bytes += update.value.events.reduce((sum, { message }) => sum + message.length, 0);
    }
    logs.destroy();
    expect(bytes).toBeGreaterThan(17 * 1_048_576);
  });
});
