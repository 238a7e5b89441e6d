import { describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../../src/lambda/time.ts';
import { steady } from '../../../src/local/world/curve.ts';
import { simulatedWorld } from '../../../src/local/world/simulated-world.ts';
import type { World } from '../../../src/local/world/world.ts';
import type { LogPosition, WorldEvent } from '../../../src/local/world/world-log.ts';
import {
  asRead,
  calledPerSecond,
  START_MS,
  type TinyFunction,
  tinyAccount,
  tinyFunction,
} from './tiny-account.ts';

const END_MS = START_MS + 4 * MINUTE_MS;
const LONG_AFTER_MS = END_MS + 10 * MINUTE_MS;

const CHATTY: TinyFunction = {
  caller: calledPerSecond(20),
  work: { durationMs: steady(700), spread: steady(0.7), initMs: 300 },
  story: {
    invocation: ({ durationMs }) => [
      { offsetMs: 1, level: 'INFO', message: 'begins' },
      { offsetMs: durationMs / 2, level: 'WARN', message: 'half done', fields: { orderId: 7 } },
    ],
  },
};

const ONCE = { kind: 'schedule', firstMs: START_MS, everyMs: 3_600_000 } as const;

function world(overrides: TinyFunction = {}): World {
  return simulatedWorld(tinyAccount([tinyFunction('web', { ...CHATTY, ...overrides })]), 5, START_MS);
}

interface Reading {
  readonly startMs?: number;
  readonly endMs?: number;
  readonly nowMs?: number;
  readonly limit?: number;
  readonly streams?: ReadonlySet<string> | null;
  readonly after?: LogPosition | null;
}

function read(from: World, reading: Reading = {}): readonly WorldEvent[] {
  const request = {
    startMs: START_MS,
    endMs: END_MS - 1,
    nowMs: LONG_AFTER_MS,
    after: null,
    limit: 1_000_000,
    streams: null,
    ...reading,
  };
  return asRead(from.log('web')?.read(request) ?? []);
}

function readByPages(from: World, reading: Reading & { readonly limit: number }): readonly WorldEvent[] {
  const events: WorldEvent[] = [];
  for (;;) {
    const page = read(from, { ...reading, after: events.at(-1) ?? null });
    events.push(...page);
    if (page.length < reading.limit) return events;
  }
}

function byLogStream(events: readonly WorldEvent[]): ReadonlyMap<string, readonly WorldEvent[]> {
  const streams = new Map<string, WorldEvent[]>();
  for (const event of events) {
    const stream = streams.get(event.logStream) ?? [];
    stream.push(event);
    streams.set(event.logStream, stream);
  }
  return streams;
}

function inLogOrder(one: WorldEvent, other: WorldEvent): number {
  return (
    one.timestampMs - other.timestampMs ||
    one.ingestionMs - other.ingestionMs ||
    (one.eventId < other.eventId ? -1 : 1)
  );
}

describe('the log of a function', () => {
  it('is in order, and no id appears twice', () => {
    const events = read(world());

    expect(events.length).toBeGreaterThan(10_000);
    expect(events).toEqual(events.toSorted(inLogOrder));
    expect(new Set(events.map(({ eventId }) => eventId)).size).toBe(events.length);
    expect(events.every(({ eventId }) => /^\d{56}$/.test(eventId))).toBe(true);
  });

  it.each([1, 7, 100, 3_333])('is the same when read in pages of %i', (limit) => {
    const span = { startMs: START_MS + 61_234, endMs: START_MS + 64_567 };
    const from = world();

    expect(readByPages(from, { ...span, limit })).toEqual(read(from, span));
  });

  it.each([70, 100, 1_000])('is the same when read in pages of %i if invocations are small', (limit) => {
    const from = world({ configuration: { logFormat: 'JSON' }, story: { invocation: () => [] } });

    expect(readByPages(from, { limit })).toEqual(read(from));
  });

  it('is the same when read in parts of time', () => {
    const from = world();
    const cutMs = START_MS + 97_531;

    expect([...read(from, { endMs: cutMs }), ...read(from, { startMs: cutMs + 1 })]).toEqual(read(from));
  });

  it('starts and reports each invocation once, as many as the metric counts', () => {
    const from = world();
    const requestIds = (word: string) =>
      read(from, { endMs: END_MS + 5 * MINUTE_MS })
        .filter(({ message }) => message.startsWith(`${word} RequestId: `))
        .map(({ message }) => message.slice(word.length + 12, word.length + 48));
    const counted = Array.from(
      { length: 9 },
      (_, index) => from.metric('web', 'Invocations', START_MS + index * MINUTE_MS, LONG_AFTER_MS)?.sum ?? 0,
    ).reduce((sum, count) => sum + count, 0);
    const reports = requestIds('REPORT');

    expect(new Set(reports).size).toBe(reports.length);
    expect(requestIds('END').toSorted()).toEqual(reports.toSorted());
    // Invocations that run past the last minute have a START and no REPORT yet.
    const starts = requestIds('START');
    const started = new Set(starts);
    expect(starts.length).toBe(counted);
    expect(reports.every((id) => started.has(id))).toBe(true);
    expect(counted - reports.length).toBeLessThan(60);
  });

  it('keeps the lines of an environment in the order in which they were written', () => {
    const words = /^(INIT_START|START|REPORT|END)/;
    const byStream = byLogStream(read(world()));
    const sequences = [...byStream.values()].map((events) =>
      events.map(({ message }) => words.exec(message)?.[1] ?? '·').join(' '),
    );

    for (const story of sequences) {
      expect(story).toMatch(/^INIT_START( START · · END REPORT)+( START( ·){0,2})?$/);
    }
  });

  it('shows a line only once it has been ingested', () => {
    const from = world();
    const all = read(from);
    const nowMs = START_MS + 2 * MINUTE_MS;

    expect(read(from, { nowMs })).toEqual(all.filter(({ ingestionMs }) => ingestionMs <= nowMs));
  });

  it('shows late lines after newer ones', () => {
    const from = world();
    const nowMs = START_MS + 2 * MINUTE_MS;
    const before = read(from, { nowMs });
    const newestMs = before.at(-1)?.timestampMs ?? 0;
    const known = new Set(before.map(({ eventId }) => eventId));
    const late = read(from, { nowMs: nowMs + MINUTE_MS }).filter(
      ({ eventId, timestampMs }) => !known.has(eventId) && timestampMs < newestMs,
    );

    expect(late.length).toBeGreaterThan(0);
  });

  it('can be read by stream', () => {
    const from = world();
    const all = read(from);
    const streams = new Set([all[0]?.logStream ?? '', all[9]?.logStream ?? '']);

    expect(read(from, { streams })).toEqual(all.filter(({ logStream }) => streams.has(logStream)));
    expect(read(from, { streams: new Set(['2026/11/24/[$LATEST]nobody']) })).toEqual([]);
  });

  it.each([1, 10, 500])('is the same when read by stream in pages of %i', (limit) => {
    const from = world();
    const all = read(from);
    const streams = new Set([all[0]?.logStream ?? '']);
    const span = { startMs: START_MS, endMs: START_MS + MINUTE_MS, streams };

    expect(readByPages(from, { ...span, limit })).toEqual(read(from, span));
  });

  it('has no streams before anything was ingested', () => {
    expect(world().log('web')?.streams(START_MS)).toEqual([]);
  });

  it('has the lines of the text format', () => {
    const [init, start, begins, half, end, report] = read(world({ caller: ONCE }));
    const id = /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/.source;
    const time = /2026-11-24T03:00:0\d\.\d{3}Z/.source;

    expect(init?.message).toMatch(
      /^INIT_START Runtime Version: nodejs:22\.v\d+\tRuntime Version ARN: arn:aws:lambda:eu-west-1::runtime:[0-9a-f]{64}\n$/,
    );
    expect(start?.message).toMatch(new RegExp(`^START RequestId: ${id} Version: \\$LATEST\n$`));
    expect(begins?.message).toMatch(new RegExp(`^${time}\t${id}\tINFO\tbegins\n$`));
    expect(half?.message).toMatch(new RegExp(`^${time}\t${id}\tWARN\thalf done orderId=7\n$`));
    expect(end?.message).toMatch(new RegExp(`^END RequestId: ${id}\n$`));
    expect(report?.message).toMatch(
      new RegExp(
        `^REPORT RequestId: ${id}\tDuration: \\d+\\.\\d\\d ms\tBilled Duration: \\d+ ms\tMemory Size: 128 MB\tMax Memory Used: \\d+ MB\tInit Duration: \\d+\\.\\d\\d ms\t\n$`,
      ),
    );
  });

  it('bills the init of a cold start', () => {
    const report = read(world({ caller: ONCE })).at(-1)?.message ?? '';
    const numberOf = (label: string) => Number(new RegExp(`\t${label}: ([\\d.]+) ms`).exec(report)?.[1]);

    expect(numberOf('Init Duration')).toBeGreaterThan(100);
    expect(numberOf('Billed Duration')).toBe(Math.ceil(numberOf('Duration') + numberOf('Init Duration')));
  });

  it('has the lines of the JSON format, which has no END', () => {
    const events = read(
      world({
        configuration: { logFormat: 'JSON' },
        caller: ONCE,
      }),
    ).map(({ message }) => JSON.parse(message));

    expect(events.map(({ type, level }) => type ?? level)).toEqual([
      'platform.initStart',
      'platform.start',
      'INFO',
      'WARN',
      'platform.report',
    ]);
    expect(events[3]).toMatchObject({ level: 'WARN', message: 'half done', orderId: 7 });
    expect(events[3].requestId).toBe(events[4].record.requestId);
    expect(events[4].record).toMatchObject({ status: 'success', metrics: { memorySizeMB: 128 } });
  });

  it.each([
    {
      runtime: 'nodejs22.x',
      logFormat: 'Text',
      line: /\tERROR\tInvoke Error \t\{"errorType":"Oops","errorMessage":"no luck","stack":\["Oops: no luck","frame"\]\}\n$/,
    },
    {
      runtime: 'nodejs22.x',
      logFormat: 'JSON',
      line: /"message":\{"errorType":"Oops","errorMessage":"no luck","stackTrace":\["Oops: no luck","frame"\]\}\}$/,
    },
    {
      runtime: 'python3.13',
      logFormat: 'Text',
      line: /^\[ERROR\] Oops: no luck\nTraceback \(most recent call last\):\nframe$/,
    },
    { runtime: 'java21', logFormat: 'Text', line: /^no luck: Oops\nOops: no luck\nframe\n$/ },
  ] as const)('reports an exception like $runtime in $logFormat', ({ runtime, logFormat, line }) => {
    const exception = { type: 'Oops', message: 'no luck', frames: ['frame'] };
    const events = read(
      world({
        configuration: { runtime, logFormat },
        caller: ONCE,
        work: { failures: [{ name: 'oops', share: steady(1), durationShare: 1, ending: 'exception' }] },
        story: { invocation: () => [{ offsetMs: 5, level: 'ERROR', message: 'no luck', exception }] },
      }),
    );

    expect(events.some(({ message }) => line.test(message))).toBe(true);
    // The process lives on, so Lambda reports no failure.
    expect(events.at(-1)?.message).not.toMatch(/Status: |"status":"(error|failure)"/);
  });
});
