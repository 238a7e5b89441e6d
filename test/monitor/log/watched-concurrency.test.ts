import { describe, expect, it } from 'vitest';
import type { FunctionVersion } from '../../../src/lambda/function/function-version.ts';
import type { LogChoice } from '../../../src/logs/selection/log-choice.ts';
import type { TailItem } from '../../../src/logs/tail-item.ts';
import { callTimeouts } from '../../../src/monitor/log/call-timeouts.ts';
import { createWatchedConcurrency, type LogListener } from '../../../src/monitor/log/watched-concurrency.ts';
import { rawText } from '../../../src/terminal/text.ts';

const OPENED_MS = Date.UTC(2026, 10, 24, 2, 0);
const NAME = rawText('checkout-api');
const ID = '8f5e2c1a-0b7d-4c3e-9a1f-2d6b8e4c7f90';
const CHOICE: LogChoice = {
  group: rawText('/aws/lambda/checkout-api'),
  writers: [{ functionName: NAME, versions: null }],
};
const TIMEOUTS = callTimeouts({ version: rawText('$LATEST'), timeoutMs: 30_000 }, []);
const PUBLISHED: FunctionVersion = {
  version: rawText('7'),
  modifiedMs: null,
  codeDigest: null,
  runtime: null,
  architecture: null,
  memoryMb: 128,
  timeoutMs: 3_000,
  layers: [],
};
const ALL_READ = {
  readThroughMs: OPENED_MS + 60_000,
  reachedMs: OPENED_MS + 60_000,
  newestMs: null,
  floodKeeps: null,
};

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

describe('the concurrency of functions whose log is followed', () => {
  it.each(FORMATS)("is read from Lambda's own lines in the $format format", ({ lines }) => {
    const watched = createWatchedConcurrency();
    const listener = watched.listener();
    listener.opened(CHOICE, OPENED_MS);
    listener.read(CHOICE, lines);
    listener.progressed(CHOICE, ALL_READ);
    const { peaks } = watched.inFlightOf(NAME, TIMEOUTS) ?? { peaks: [] };
    expect([peaks[9], peaks[10], peaks[19], peaks[20]]).toEqual([0, 1, 1, 0]);
  });

  it('is unknown for a function whose log is not followed, or not completely read', () => {
    const watched = createWatchedConcurrency();
    const listener = watched.listener();
    expect(watched.isWatching).toBe(false);
    listener.opened({ ...CHOICE, writers: [{ functionName: NAME, versions: [rawText('7')] }] }, OPENED_MS);
    listener.opened({ ...CHOICE, writers: [{ functionName: null, versions: null }] }, OPENED_MS);
    expect(watched.isWatching).toBe(false);
    listener.opened(CHOICE, OPENED_MS);
    expect(watched.isWatching).toBe(true);
    expect(watched.inFlightOf(NAME, TIMEOUTS)).toBeNull();
    listener.closed(CHOICE);
    expect(watched.isWatching).toBe(false);
  });

  it('is that of the tail on screen, however often another one of the same log is closed', () => {
    const watched = createWatchedConcurrency();
    const [left, onScreen] = [watched.listener(), watched.listener()];
    left.opened(CHOICE, OPENED_MS);
    onScreen.opened(CHOICE, OPENED_MS);
    onScreen.progressed(CHOICE, ALL_READ);
    left.closed(CHOICE);
    left.closed(CHOICE);
    expect(watched.inFlightOf(NAME, TIMEOUTS)).not.toBeNull();
    onScreen.closed(CHOICE);
    expect(watched.isWatching).toBe(false);
  });

  it.each([
    {
      case: 'a span of the log was missed',
      tell: (listener: LogListener) =>
        listener.read(CHOICE, [{ type: 'gap', startMs: OPENED_MS, endMs: null, reason: 'sampled' }]),
    },
    {
      case: 'the log becomes a flood',
      tell: (listener: LogListener) => listener.progressed(CHOICE, { ...ALL_READ, floodKeeps: 'story' }),
    },
  ])('is a sample from the moment when $case', ({ tell }) => {
    const watched = createWatchedConcurrency();
    const listener = watched.listener();
    listener.opened(CHOICE, OPENED_MS);
    listener.progressed(CHOICE, ALL_READ);
    expect(watched.inFlightOf(NAME, TIMEOUTS)?.isSampled).toBe(false);
    tell(listener);
    expect(watched.inFlightOf(NAME, TIMEOUTS)?.isSampled).toBe(true);
  });

  describe('calls whose REPORTs never come', () => {
    const published = [{ ...PUBLISHED, version: rawText('7'), timeoutMs: 300_000 }];
    const LATEST = { version: rawText('$LATEST'), timeoutMs: 3_000 };

    it.each([
      { version: '$LATEST', minutes: 0, busy: 50 },
      { version: '$LATEST', minutes: 1, busy: 0 },
      { version: '7', minutes: 4, busy: 50 },
      { version: '7', minutes: 6, busy: 0 },
      { version: '6', minutes: 14, busy: 50 },
      { version: '6', minutes: 16, busy: 0 },
    ])('count as $busy after $minutes minutes for version $version', ({ version, minutes, busy }) => {
      const watched = createWatchedConcurrency();
      const listener = watched.listener();
      listener.opened(CHOICE, OPENED_MS);
      listener.read(CHOICE, startsOf(50, version));
      listener.progressed(CHOICE, { ...ALL_READ, readThroughMs: OPENED_MS + minutes * 60_000 + 10_000 });
      const inFlight = watched.inFlightOf(NAME, callTimeouts(LATEST, published));
      expect(inFlight?.means.at(-1)).toBe(busy);
    });

    it('no longer count as soon as the timeout of their version is known', () => {
      const watched = createWatchedConcurrency();
      const listener = watched.listener();
      listener.opened(CHOICE, OPENED_MS);
      listener.read(CHOICE, startsOf(50, '7'));
      listener.progressed(CHOICE, { ...ALL_READ, readThroughMs: OPENED_MS + 7 * 60_000 });
      expect(watched.inFlightOf(NAME, callTimeouts(LATEST, []))?.means.at(-1)).toBe(50);
      expect(watched.inFlightOf(NAME, callTimeouts(LATEST, published))?.means.at(-1)).toBe(0);
    });

    function startsOf(count: number, version: string): readonly TailItem[] {
      return Array.from({ length: count }, (_, environment) => {
        const item = line(1, `START RequestId: ${ID} Version: ${version}\n`);
        if (item.type !== 'event') throw new TypeError('a line is an event');
        const logStream = rawText(`2026/11/24/[${version}]${environment}`);
        return { ...item, event: { ...item.event, logStream, eventId: logStream } };
      });
    }
  });
});
