import { expect, it } from 'vitest';
import { MINUTE_MS, SECOND_MS } from '../../../../src/lambda/time.ts';
import type { LogSource } from '../../../../src/monitor/sources.ts';
import { rawText } from '../../../../src/terminal/text.ts';
import { createManualClock } from '../../manual-clock.ts';
import { START_MS } from '../reading/follow-harness.ts';
import { createScriptedLog, logEvent, sourceError } from '../scripted-log.ts';
import { createScriptedStream } from '../scripted-stream.ts';
import { EVENTS, openedTail } from './opened-tail.ts';

/** From a minute after the start on, twice as many. */
const BUSIER = EVENTS.filter(({ timestampMs }) => timestampMs > START_MS + MINUTE_MS).map(
  ({ eventId, timestampMs }) => logEvent(`${eventId} more`, timestampMs + 100),
);

it('a tail goes on counting the lines that Live Tail brings while polling beside it fails', async () => {
  const clock = createManualClock(START_MS);
  const events = [...EVENTS, ...BUSIER];
  const log = createScriptedLog({ clock, events });
  const failsFromMs = START_MS + 30 * SECOND_MS;
  const source: LogSource = {
    page: async (question, signal) =>
      clock.now() < failsFromMs
        ? log.page(question, signal)
        : { ok: false, error: sourceError('expired', 'ExpiredTokenException') },
  };
  const sessions = [
    { updates: 40, error: { kind: 'unreachable', name: 'ECONNRESET' } },
    { updates: Number.POSITIVE_INFINITY, error: null },
  ] as const;
  const groupArn = rawText('arn:aws:logs:eu-west-1:1:log-group:x');
  const live = {
    source: createScriptedStream(clock, events, sessions),
    groupArn: async () => ({ ok: true, value: groupArn }) as const,
  };
  const tail = openedTail(clock, { source, live: () => live });
  await clock.advance(120 * SECOND_MS);
  const { status, readThroughMs, streamedThroughMs, linesPerSecond } = tail.getSnapshot();
  tail.close();
  expect(status).toBe('expired');
  expect(readThroughMs).toBeLessThanOrEqual(START_MS + 41 * SECOND_MS);
  expect(streamedThroughMs).toBeGreaterThan(START_MS + 118 * SECOND_MS);
  expect(linesPerSecond).toBeCloseTo(4, 0);
});
