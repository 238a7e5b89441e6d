import { describe, expect, it } from 'vitest';
import type { Ask } from '../../../src/aws/connection/ask.ts';
import { liveFrames } from '../../../src/aws/question/live-frames.ts';
import { eventMessage } from '../../../src/local/wire/protocol/event-stream-message.ts';
import type { Result } from '../../../src/monitor/source-error.ts';
import type { LiveFrame } from '../../../src/monitor/sources.ts';
import { answerOf, loopbackOfFile, patient, raw } from '../loopback-aws.ts';

const ARN = raw('arn:aws:logs:eu-west-1:123456789012:log-group:/aws/lambda/checkout');
const event = {
  logStreamName: '2026/11/24/[$LATEST]00000000000000000000000000000001',
  timestamp: 2_000,
  ingestionTime: 2_138,
  message: 'a line',
};
const untimed = { ...event, timestamp: undefined, ingestionTime: undefined };

describe('an update of a Live Tail session', () => {
  const loopback = loopbackOfFile();

  const told = async (...sessionResults: readonly unknown[]) => {
    loopback.respond = (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/vnd.amazon.eventstream' });
      response.end(eventMessage('sessionUpdate', { sessionMetadata: { sampled: false }, sessionResults }));
    };
    for await (const frame of loopback.sources.logs.live(ARN, null, patient)) return answerOf(frame);
    throw new Error('no frame');
  };

  it('counts its events without any time, and keeps their neighbours', async () => {
    const frame = await told(event, untimed, { ...event, message: 'another' }, untimed);
    expect(frame).toMatchObject({ events: [{ message: 'a line' }, { message: 'another' }], leftOut: 2 });
  });

  it('leaves out nothing if all have a time', async () => {
    expect(await told(event, { ...untimed, ingestionTime: 2_138 })).toMatchObject({
      events: [{ timestampMs: 2_000 }, { timestampMs: 2_138 }],
      leftOut: 0,
    });
  });
});

describe('a Live Tail session that is open but silent', () => {
  const silent: Ask = async ({ read }) => {
    const responseStream = (async function* () {
      yield { sessionStart: {} };
      await new Promise(() => {});
    })();
    return { ok: true, value: read({ responseStream } as never)! };
  };

  it('counts as broken after the time that an answer may take', async () => {
    const frames: Result<LiveFrame>[] = [];
    for await (const frame of liveFrames(silent, 1, ARN, null, patient)) frames.push(frame);
    expect(frames).toMatchObject([
      { ok: true, value: { kind: 'opened' } },
      { ok: false, error: { kind: 'unreachable', name: 'TimeoutError' } },
    ]);
  });
});
