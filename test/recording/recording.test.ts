import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { STORY_PATTERN } from '../../src/logs/queries/failure-pattern.ts';
import type { Clock } from '../../src/monitor/clock.ts';
import { ACCOUNT, ofFunction } from '../../src/monitor/metric-owner.ts';
import { type MetricQuery, NOT_RECORDED, type Sources } from '../../src/monitor/sources.ts';
import { RECORDING_FORMAT, type RecordingHeader } from '../../src/recording/fact.ts';
import { headerOf } from '../../src/recording/fact-shape.ts';
import { playback } from '../../src/recording/playback.ts';
import { type Recording, readRecording } from '../../src/recording/read-recording.ts';
import { recordToFile } from '../../src/recording/recorder.ts';
import { rawText } from '../../src/terminal/text.ts';
import { hostileText } from '../property/hostile-text.ts';
import { type Answers, scriptedSources } from './scripted-sources.ts';

const START_MS = Date.parse('2026-11-24T03:12:00Z');
const GROUP = rawText('/aws/lambda/checkout-api');
const RANGE = { startMs: START_MS - 60_000, endMs: START_MS + 60_000 };
const METRIC_RANGE = { startMs: START_MS - 120_000, endMs: START_MS, periodMs: 60_000 };
const HEADER: RecordingHeader = {
  recording: RECORDING_FORMAT,
  lmon: '0.1.0',
  startedMs: START_MS,
  region: 'eu-west-1',
  command: 'fleet',
  operands: [],
  isRedacted: false,
};
const QUERY: MetricQuery = {
  owner: ofFunction(rawText('checkout-api')),
  metric: 'Errors',
  statistic: 'Sum',
};
const signal = new AbortController().signal;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lmon-recording-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const uniqueNames = Array.from({ length: 1_000 }, (_, index) => `${index}.ndjson`).values();
const newPath = () => join(folder, uniqueNames.next().value ?? '');

/** Asks for something at a time of the account, of what answers then. */
interface Asked {
  readonly atMs: number;
  readonly answers: Answers;
  readonly ask: (sources: Sources) => Promise<unknown>;
}

async function recorded(...asked: readonly Asked[]): Promise<string> {
  const path = newPath();
  let nowMs = START_MS;
  const recorder = recordToFile(path, { header: HEADER, now: () => nowMs, onTrouble: () => {} });
  let answers: Answers = {};
  const sources = recorder.recorded(scriptedSources(() => answers));
  for (const each of asked) {
    nowMs = START_MS + each.atMs;
    answers = each.answers;
    await each.ask(sources);
  }
  recorder.end();
  return path;
}

async function read(path: string): Promise<Recording> {
  const answer = await readRecording([path]);
  if (answer.kind === 'complaint') throw new Error(answer.complaint);
  return answer.recording;
}

/** What the recording answers at a time of its account; the clock goes on when somebody sleeps. */
async function at(path: string, atMs: number, { retellsErrors = true } = {}): Promise<Sources> {
  let nowMs = START_MS + atMs;
  const clock: Clock = {
    now: () => nowMs,
    sleep: async (ms) => {
      nowMs += ms;
    },
  };
  return playback(await read(path), { clock, retellsErrors, storyPattern: STORY_PATTERN }).sources;
}

const event = (id: string, offsetMs: number, message = `line ${id}`) => ({
  eventId: rawText(id),
  logStream: rawText('2026/11/24/[1]abc'),
  timestampMs: START_MS + offsetMs,
  ingestionMs: START_MS + offsetMs + 5,
  message: rawText(message),
});
const readLog = (sources: Sources, pattern: string | null = null) =>
  sources.logs.page(GROUP, RANGE, pattern === null ? null : rawText(pattern), null, signal);
const readMetrics = (sources: Sources) => sources.metrics.page([QUERY], METRIC_RANGE, null, signal);
const idsIn = async (sources: Sources, pattern: string | null = null) => {
  const page = await readLog(sources, pattern);
  return page.ok ? page.value.items.map(({ eventId }) => eventId) : page.error.name;
};
const linesIn = (path: string) => readFileSync(path, 'utf8').split('\n').slice(0, -1);
const page = (...ids: readonly (readonly [string, number])[]): Answers => ({
  logs: { items: ids.map(([id, ms]) => event(id, ms)), nextToken: null },
});
const points = (...values: readonly number[]): Answers => ({
  metrics: values.map((value, index) => ({ timestampMs: METRIC_RANGE.startMs + index * 60_000, value })),
});

describe('a recording', () => {
  it('tells each event and each point once, however often they are read', async () => {
    const path = await recorded(
      { atMs: 0, answers: page(['a', 1], ['b', 2]), ask: readLog },
      { atMs: 1_000, answers: page(['a', 1], ['b', 2], ['c', 3]), ask: readLog },
      { atMs: 2_000, answers: points(1, 2), ask: readMetrics },
      { atMs: 3_000, answers: points(1, 5), ask: readMetrics },
    );
    const facts = (await read(path)).facts;
    expect(facts.flatMap((fact) => (fact.fact === 'event' ? [fact.eventId] : []))).toEqual(['a', 'b', 'c']);
    expect(
      facts.flatMap((fact) =>
        fact.fact === 'metrics' ? [fact.series.map(({ points }) => points.length)] : [],
      ),
    ).toEqual([[2], [1]]);
  });

  it('tells what the account says of itself again only when that has changed, or an error came between', async () => {
    const limits = (concurrency: number) => ({ accountLimits: { concurrency, unreservedConcurrency: 1 } });
    const ask = (sources: Sources) => sources.functions.accountLimits(signal);
    const path = await recorded(
      { atMs: 0, answers: limits(10), ask },
      { atMs: 1_000, answers: limits(10), ask },
      { atMs: 2_000, answers: limits(20), ask },
      { atMs: 3_000, answers: { error: 'throttled' }, ask },
      { atMs: 4_000, answers: limits(20), ask },
    );
    expect((await read(path)).facts.map(({ fact, atMs }) => [fact, atMs - START_MS])).toEqual([
      ['known', 0],
      ['known', 2_000],
      ['error', 3_000],
      ['known', 4_000],
      ['end', 4_000],
    ]);
  });

  it('tells a list once its last page has come', async () => {
    const first = { alarms: { items: [], nextToken: rawText('more') } };
    const last = {
      alarms: {
        items: [{ name: rawText('rings'), metric: null, functionName: null, sinceMs: null }],
        nextToken: null,
      },
    };
    const path = await recorded(
      { atMs: 0, answers: first, ask: (sources) => sources.alarms.ringing(null, signal) },
      { atMs: 1, answers: last, ask: (sources) => sources.alarms.ringing(rawText('more'), signal) },
    );
    expect((await read(path)).facts.map(({ fact }) => fact)).toEqual(['known', 'end']);
    expect(await (await at(path, 2)).alarms.ringing(null, signal)).toEqual({ ok: true, value: last.alarms });
  });
});

describe('a recording by a clock that the first answers put right', () => {
  const limits = (concurrency: number): Answers => ({
    accountLimits: { concurrency, unreservedConcurrency: 1 },
  });
  const ask = (sources: Sources) => sources.functions.accountLimits(signal);

  it.each([-3_600_000, 3_600_000])(
    'begins with its first fact, however wrong it was before (%d ms)',
    async (skewMs) => {
      const path = newPath();
      let nowMs = START_MS + skewMs;
      const recorder = recordToFile(path, { header: HEADER, now: () => nowMs, onTrouble: () => {} });
      nowMs = START_MS;
      await ask(recorder.recorded(scriptedSources(() => limits(10))));
      recorder.end();
      expect((await read(path)).header.startedMs).toBe(START_MS);
    },
  );

  it('has its facts at the times of the right clock, and those before at the first of them', async () => {
    const path = await recorded(
      { atMs: 3_600_000, answers: { error: 'unreachable' }, ask },
      { atMs: 0, answers: limits(10), ask },
      { atMs: 60_000, answers: limits(20), ask },
    );
    const { header, facts, endMs } = await read(path);
    expect(facts.map(({ fact, atMs }) => [fact, atMs - START_MS])).toEqual([
      ['error', 0],
      ['known', 0],
      ['known', 60_000],
      ['end', 60_000],
    ]);
    expect([header.startedMs, endMs]).toEqual([START_MS, START_MS + 60_000]);
  });

  it('that an earlier lmon began an hour late is played from its first fact on', async () => {
    const path = await recorded(
      { atMs: 0, answers: limits(10), ask },
      { atMs: 60_000, answers: limits(20), ask },
    );
    const [, ...facts] = linesIn(path);
    writeFileSync(
      path,
      `${[JSON.stringify({ ...HEADER, startedMs: START_MS + 3_600_000 }), ...facts].join('\n')}\n`,
    );
    const recording = await read(path);
    expect(recording.facts.map(({ atMs }) => atMs - START_MS)).toEqual([0, 60_000, 60_000]);
    expect([recording.header.startedMs, recording.endMs]).toEqual([START_MS, START_MS + 60_000]);
  });
});

describe('a playback', () => {
  it('answers with what was known by then, and not with what came later', async () => {
    const path = await recorded(
      { atMs: 0, answers: page(['a', 1]), ask: readLog },
      { atMs: 60_000, answers: page(['late', 0], ['a', 1]), ask: readLog },
      { atMs: 60_000, answers: points(1, 2), ask: readMetrics },
      { atMs: 120_000, answers: points(1, 5), ask: readMetrics },
    );
    expect(await idsIn(await at(path, 30_000))).toEqual(['a']);
    expect(await idsIn(await at(path, 60_000))).toEqual(['late', 'a']);
    const valuesAt = async (atMs: number) => {
      const answer = await readMetrics(await at(path, atMs));
      return answer.ok
        ? answer.value.items.map(({ points }) => points.map(({ value }) => value))
        : answer.error.name;
    };
    expect(await valuesAt(30_000)).toBe(NOT_RECORDED);
    expect(await valuesAt(90_000)).toEqual([[1, 2]]);
    expect(await valuesAt(120_000)).toEqual([[1, 5]]);
  });

  it('waits for an answer that was under way then', async () => {
    const path = await recorded(
      { atMs: 5_000, answers: page(['a', 1]), ask: readLog },
      { atMs: 6_000, answers: points(1, 2), ask: readMetrics },
    );
    expect(await idsIn(await at(path, 0))).toEqual(['a']);
    expect((await readMetrics(await at(path, 0))).ok).toBe(true);
  });

  it('waits for the answer about that part of a log, and not for one about another', async () => {
    const before = { startMs: START_MS - 600_000, endMs: START_MS - 540_000 };
    const path = await recorded(
      {
        atMs: 1_000,
        answers: page(['old', -570_000]),
        ask: (sources) => sources.logs.page(GROUP, before, null, null, signal),
      },
      { atMs: 2_000, answers: page(['a', 1]), ask: readLog },
    );
    expect(await idsIn(await at(path, 0))).toEqual(['a']);
  });

  it('retells an error until the next answer; what is read once goes by what is known', async () => {
    const path = await recorded(
      { atMs: 0, answers: page(['a', 1]), ask: readLog },
      { atMs: 60_000, answers: { error: 'denied' }, ask: readLog },
      { atMs: 120_000, answers: page(['a', 1], ['b', 2]), ask: readLog },
      { atMs: 180_000, answers: { error: 'expired' }, ask: readLog },
    );
    expect(await idsIn(await at(path, 60_000))).toBe('denied');
    expect(await idsIn(await at(path, 120_000))).toEqual(['a', 'b']);
    expect(await idsIn(await at(path, 180_000))).toBe('expired');
    expect(await idsIn(await at(path, 180_000, { retellsErrors: false }))).toEqual(['a', 'b']);
  });

  it('retells what ailed the metrics, but not to what is read once', async () => {
    const path = await recorded(
      { atMs: 0, answers: points(1, 2), ask: readMetrics },
      { atMs: 60_000, answers: { error: 'throttled' }, ask: readMetrics },
    );
    const isAnswered = async (retellsErrors: boolean) =>
      (await readMetrics(await at(path, 60_000, { retellsErrors }))).ok;
    expect([await isAnswered(true), await isAnswered(false)]).toEqual([false, true]);
  });

  it('answers a pattern with what was found with it, and says where it was never asked', async () => {
    const path = await recorded(
      { atMs: 0, answers: page(['a', 1], ['b', 2], ['c', 3]), ask: readLog },
      { atMs: 1, answers: page(['b', 2]), ask: (sources) => readLog(sources, 'ERROR') },
    );
    const sources = await at(path, 10);
    expect(await idsIn(sources)).toEqual(['a', 'b', 'c']);
    expect(await idsIn(sources, 'ERROR')).toEqual(['b']);
    expect(await idsIn(sources, 'WARN')).toBe(NOT_RECORDED);
  });

  it('answers without a pattern with nothing that only a pattern found, where nobody read the lines around it', async () => {
    const firstPage = { logs: { items: [event('a', 1), event('b', 2)], nextToken: rawText('more') } };
    const path = await recorded(
      { atMs: 0, answers: firstPage, ask: readLog },
      { atMs: 1, answers: page(['b', 2], ['d', 4]), ask: (sources) => readLog(sources, 'REPORT') },
    );
    const sources = await at(path, 10);
    expect(await idsIn(sources)).toEqual(['a', 'b']);
    expect(await idsIn(sources, 'REPORT')).toEqual(['b', 'd']);
  });

  it('has no points for a series that was not recorded, and does not call that none', async () => {
    const path = await recorded({ atMs: 0, answers: points(1), ask: readMetrics });
    const both = [QUERY, { ...QUERY, owner: ACCOUNT }];
    const answer = await (await at(path, 0)).metrics.page(both, METRIC_RANGE, null, signal);
    expect(answer.ok && answer.value.items.map(({ status }) => status)).toEqual(['complete', 'failed']);
  });

  it('gives a long log page by page', async () => {
    const ids = Array.from(
      { length: 25_000 },
      (_, index) => [String(index).padStart(5, '0'), index] as const,
    );
    const sources = await at(await recorded({ atMs: 60_000, answers: page(...ids), ask: readLog }), 60_000);
    const all: string[] = [];
    let token = null;
    do {
      const answer = await sources.logs.page(GROUP, RANGE, null, token, signal);
      if (!answer.ok) throw new Error(answer.error.name);
      all.push(...answer.value.items.map(({ eventId }) => eventId));
      token = answer.value.nextToken;
    } while (token !== null);
    expect(all).toEqual(ids.map(([id]) => id));
  });
});

describe('a recording from outside', () => {
  it.each([
    ['flags that choose lines', { filter: 'x', include: ['a'] }, { filter: 'x', include: ['a'] }],
    [
      'other flags beside them',
      { record: 'x', 'endpoint-url': 'http://x', level: 'warn' },
      { level: 'warn' },
    ],
  ])('keeps of %s in its header those alone', (_, flags, kept) => {
    expect(headerOf(JSON.stringify({ ...HEADER, flags }))).toEqual({ ...HEADER, flags: kept });
  });

  it('of one stack, as it was written when no more could be named, has it as the only one', () => {
    expect(headerOf(JSON.stringify({ ...HEADER, flags: { stack: 'shop' } }))).toEqual({
      ...HEADER,
      flags: { stack: ['shop'] },
    });
  });

  it.each([{ filter: ['x'] }, { include: 'x' }, { stack: true }, { regex: [1] }])(
    'is none whose header has the flags %j',
    (flags) => expect(headerOf(JSON.stringify({ ...HEADER, flags }))).toBeNull(),
  );

  const whole = () =>
    recorded(
      { atMs: 0, answers: page(['a', 1], ['b', 2]), ask: readLog },
      { atMs: 1, answers: points(1, 2), ask: readMetrics },
      { atMs: 2, answers: { error: 'throttled' }, ask: readLog },
      { atMs: 3, answers: page(['ü€😀', 3]), ask: readLog },
    );

  it('cut at any byte replays up to the cut', async () => {
    const bytes = readFileSync(await whole());
    const complete = await read(await whole());
    const cutPath = newPath();
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length), async (length) => {
        writeFileSync(cutPath, bytes.subarray(0, length));
        const answer = await readRecording([cutPath]);
        const lines = bytes.subarray(0, length).toString('latin1').split('\n').length - 1;
        if (lines === 0) {
          expect(answer).toMatchObject({ kind: 'complaint', why: 'foreign' });
          return;
        }
        if (answer.kind === 'complaint') throw new Error(answer.complaint);
        expect(answer.recording.facts).toEqual(complete.facts.slice(0, lines - 1));
        expect(answer.recording.isComplete).toBe(length === bytes.length);
        expect(answer.recording.skippedLines).toBe(0);
      }),
    );
  });

  it.each([
    ['no JSON', 'hello'],
    ['no object', '[1,2]'],
    ['an unknown fact', '{"fact":"rumour","atMs":1}'],
    ['a fact named like a method', '{"fact":"constructor","atMs":1}'],
    ['no time', '{"fact":"end"}'],
    ['a time behind the end of time', '{"fact":"end","atMs":9e15}'],
    ['a text for a number', '{"fact":"read","atMs":1,"group":"g","pattern":null,"startMs":"1","endMs":2}'],
    ['a timeout that would never end', functionFact({ timeoutMs: 1e12 })],
    ['a name that is longer than any', functionFact({ name: 'x'.repeat(65) })],
    ['a value of another kind', '{"fact":"known","atMs":1,"what":"functions","of":null,"value":{}}'],
  ])('has a line left out that holds %s', async (_, line) => {
    const path = await whole();
    const lines = linesIn(path);
    writeFileSync(path, `${[...lines.slice(0, 2), line, ...lines.slice(2)].join('\n')}\n`);
    const recording = await read(path);
    expect(recording.skippedLines).toBe(1);
    expect(recording.facts).toHaveLength(lines.length - 1);
  });

  it('of which any bytes were changed is read without an error', async () => {
    const bytes = readFileSync(await whole());
    const start = bytes.indexOf(10) + 1;
    const path = newPath();
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.integer({ min: start, max: bytes.length - 1 }), fc.nat(255)), { minLength: 1 }),
        hostileText,
        async (changes, text) => {
          const changed = Buffer.from(bytes);
          for (const [index, byte] of changes) changed[index] = byte;
          writeFileSync(path, Buffer.concat([changed, Buffer.from(`\n${text}\n`)]));
          const sources = await at(path, 60_000);
          const ids = await idsIn(sources);
          expect(typeof ids === 'string' || Array.isArray(ids)).toBe(true);
          await readMetrics(sources);
        },
      ),
    );
  });

  function functionFact(changed: object): string {
    const value = {
      ...{ name: 'x', arn: 'arn', runtime: null, architecture: null, memoryMb: 128, timeoutMs: 3_000 },
      ...{ version: '1', lastModifiedMs: null, logGroup: 'g', logFormat: 'text', deadLetterTarget: null },
      ...changed,
    };
    return JSON.stringify({ fact: 'known', atMs: 1, what: 'configuration', of: 'x', value });
  }
});
