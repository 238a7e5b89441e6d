import { describe, expect, it } from 'vitest';
import type { LogChoice } from '../../../src/logs/selection/log-choice.ts';
import type { TailItem } from '../../../src/logs/tail-item.ts';
import { createWatchedConcurrency, type LogListener } from '../../../src/monitor/log/watched-concurrency.ts';
import { rawText } from '../../../src/terminal/text.ts';

const OPENED_MS = Date.UTC(2026, 10, 24, 2, 0);
const NAME = rawText('checkout-api');
const ID = '8f5e2c1a-0b7d-4c3e-9a1f-2d6b8e4c7f90';
const CHOICE: LogChoice = {
  group: rawText('/aws/lambda/checkout-api'),
  writers: [{ functionName: NAME, versions: null }],
};
const ALL_READ = { readThroughMs: OPENED_MS + 60_000, newestMs: null, floodKeeps: null };

function line(atS: number, message: string): TailItem {
  const timestampMs = OPENED_MS + atS * 1_000;
  return {
    type: 'event',
    lateMs: null,
    event: {
      eventId: rawText(`${atS}${message.slice(0, 6)}`),
      logStream: rawText('2026/11/24/[1]abc'),
      timestampMs,
      ingestionMs: timestampMs + 500,
      message: rawText(message),
    },
  };
}

const json = (type: string, record: object) =>
  JSON.stringify({ time: '2026-11-24T02:00:10.000Z', type, record: { requestId: ID, ...record } });

const FORMATS = [
  {
    format: 'text',
    lines: [
      line(10, `START RequestId: ${ID} Version: 1\n`),
      line(12, 'END OF WORK'),
      line(
        20,
        `REPORT RequestId: ${ID}\tDuration: 10000.00 ms\tBilled Duration: 10000 ms\tMemory Size: 128 MB\tMax Memory Used: 60 MB\t\n`,
      ),
    ],
  },
  {
    format: 'JSON',
    lines: [
      line(10, json('platform.start', { version: '1' })),
      line(12, '{"level":"INFO","message":"working"}'),
      line(
        20,
        json('platform.report', {
          metrics: { durationMs: 10_000, billedDurationMs: 10_000 },
          status: 'success',
        }),
      ),
    ],
  },
];

describe('concurrency of functions whose log is followed', () => {
  it.each(FORMATS)('is read from lines of Lambda itself in the $format format', ({ lines }) => {
    const watched = createWatchedConcurrency();
    const listener = watched.listener();
    listener.opened(CHOICE, OPENED_MS);
    listener.read(CHOICE, lines);
    listener.progressed(CHOICE, ALL_READ);
    const { peaks } = watched.inFlightOf(NAME) ?? { peaks: [] };
    expect([peaks[9], peaks[10], peaks[19], peaks[20]]).toEqual([0, 1, 1, 0]);
  });

  it('is not known of a function whose log nobody follows, or of which not all is read', () => {
    const watched = createWatchedConcurrency();
    const listener = watched.listener();
    expect(watched.isWatching).toBe(false);
    listener.opened({ ...CHOICE, writers: [{ functionName: NAME, versions: [rawText('7')] }] }, OPENED_MS);
    listener.opened({ ...CHOICE, writers: [{ functionName: null, versions: null }] }, OPENED_MS);
    expect(watched.isWatching).toBe(false);
    listener.opened(CHOICE, OPENED_MS);
    expect(watched.isWatching).toBe(true);
    expect(watched.inFlightOf(NAME)).toBeNull();
    listener.closed(CHOICE);
    expect(watched.isWatching).toBe(false);
  });

  it('is that of the tail on screen, whenever another of the same log is closed, and however often', () => {
    const watched = createWatchedConcurrency();
    const [left, onScreen] = [watched.listener(), watched.listener()];
    left.opened(CHOICE, OPENED_MS);
    onScreen.opened(CHOICE, OPENED_MS);
    onScreen.progressed(CHOICE, ALL_READ);
    left.closed(CHOICE);
    left.closed(CHOICE);
    expect(watched.inFlightOf(NAME)).not.toBeNull();
    onScreen.closed(CHOICE);
    expect(watched.isWatching).toBe(false);
  });

  it.each([
    {
      case: 'a span of the log was not seen',
      tell: (listener: LogListener) =>
        listener.read(CHOICE, [{ type: 'gap', startMs: OPENED_MS, endMs: null, reason: 'sampled' }]),
    },
    {
      case: 'the log is a flood',
      tell: (listener: LogListener) => listener.progressed(CHOICE, { ...ALL_READ, floodKeeps: 'story' }),
    },
  ])('is a sample from when on $case', ({ tell }) => {
    const watched = createWatchedConcurrency();
    const listener = watched.listener();
    listener.opened(CHOICE, OPENED_MS);
    listener.progressed(CHOICE, ALL_READ);
    expect(watched.inFlightOf(NAME)?.isSampled).toBe(false);
    tell(listener);
    expect(watched.inFlightOf(NAME)?.isSampled).toBe(true);
  });
});
