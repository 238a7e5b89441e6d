import { readFileSync, writeFileSync } from 'node:fs';
import { constants, gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { headerOf } from '../../../src/recording/file/header-shape.ts';
import { readRecording } from '../../../src/recording/file/read-recording.ts';
import { hostileText } from '../../property/hostile-text.ts';
import {
  HEADER,
  idsIn,
  linesIn,
  logPage,
  metricPoints,
  playedAt,
  readBack,
  readLog,
  readMetrics,
  recorded,
  recordingPath,
  textIn,
} from '../played-account.ts';

describe('a recording from outside', () => {
  it.each([
    ['flags that select lines', { filter: 'x', include: ['a'] }, { filter: 'x', include: ['a'] }],
    [
      'other flags beside those',
      { record: 'x', 'endpoint-url': 'http://x', level: 'warn' },
      { level: 'warn' },
    ],
  ])('keeps of %s in its header only allowed ones', (_, flags, kept) => {
    expect(headerOf(JSON.stringify({ ...HEADER, flags }))).toEqual({ ...HEADER, flags: kept });
  });

  it('of one stack, written when only one could be named, has it as the only one', () => {
    expect(headerOf(JSON.stringify({ ...HEADER, flags: { stack: 'shop' } }))).toEqual({
      ...HEADER,
      flags: { stack: ['shop'] },
    });
  });

  it.each([{ filter: ['x'] }, { include: 'x' }, { stack: true }, { regex: [1] }])(
    'is invalid with the flags %j in its header',
    (flags) => expect(headerOf(JSON.stringify({ ...HEADER, flags }))).toBeNull(),
  );

  const whole = () =>
    recorded(
      { atMs: 0, answers: logPage(['a', 1], ['b', 2]), ask: readLog },
      { atMs: 1, answers: metricPoints(1, 2), ask: readMetrics },
      { atMs: 2, answers: { error: 'throttled' }, ask: readLog },
      { atMs: 3, answers: logPage(['ü€😀', 3]), ask: readLog },
    );

  it('that needs more memory than available is refused, with advice on how to get more', async () => {
    const path = await whole();
    const bytes = textIn(path).length;
    expect((await readRecording([path], 20 * bytes)).kind).toBe('read');
    expect(await readRecording([path], bytes)).toMatchObject({
      kind: 'complaint',
      complaint: expect.stringMatching(
        /may take more than 0 MB of memory; NODE_OPTIONS=--max-old-space-size=/,
      ),
    });
  });

  it('that is plain text, as lmon once wrote it, is read like a compressed one', async () => {
    const path = await whole();
    const complete = await readBack(path);
    writeFileSync(path, textIn(path));
    expect(await readBack(path)).toEqual(complete);
  });

  it.each<[string, (path: string) => Buffer, (bytes: Buffer) => Buffer]>([
    [
      'compressed',
      (path) => readFileSync(path),
      (bytes) => gunzipSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH }),
    ],
    ['plain', (path) => Buffer.from(textIn(path)), (bytes) => bytes],
  ])('cut at any byte replays up to the cut: a %s one', async (_, bytesOf, expanded) => {
    const bytes = bytesOf(await whole());
    const complete = await readBack(await whole());
    const cutPath = recordingPath();
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length), async (length) => {
        writeFileSync(cutPath, bytes.subarray(0, length));
        const answer = await readRecording([cutPath]);
        const lines = expanded(bytes.subarray(0, length)).toString('latin1').split('\n').length - 1;
        if (lines === 0) {
          expect(answer).toMatchObject({ kind: 'complaint', why: 'foreign' });
          return;
        }
        if (answer.kind === 'complaint') throw new Error(answer.complaint);
        expect(answer.recording.facts).toEqual(complete.facts.slice(0, lines - 1));
        expect(answer.recording.isComplete).toBe(lines - 1 === complete.facts.length);
        expect(answer.recording.skippedLines).toBe(0);
      }),
    );
  });

  it('that is damaged is read up to about there, like one that was cut', async () => {
    const ids = Array.from({ length: 5_000 }, (_, at) => [`${(at * 2_654_435_761) % 2 ** 32}`, at] as const);
    const path = await recorded({ atMs: 0, answers: logPage(...ids), ask: readLog });
    const complete = await readBack(path);
    const bytes = readFileSync(path);
    writeFileSync(path, bytes.fill(0xff, Math.floor(0.9 * bytes.length)));
    const { facts, isComplete } = await readBack(path);
    // What is damaged may still expand, to other text.
    const known = 2_500;
    expect(facts.slice(0, known)).toEqual(complete.facts.slice(0, known));
    expect(isComplete).toBe(false);
  });

  it.each([
    ['empty lines', '\n', 1_200_000, 1],
    ['a line', ' ', 40_000_000, 8],
  ])('that expands to %s without end is refused', async (_, filling, bytes, times) => {
    const path = await whole();
    const begin = readFileSync(path);
    const endless = gzipSync(Buffer.alloc(bytes, filling));
    writeFileSync(path, Buffer.concat([begin, ...Array.from({ length: times }, () => endless)]));
    expect(await readRecording([path])).toMatchObject({
      kind: 'complaint',
      complaint: expect.stringMatching(/holds far too much that is no fact/),
    });
  });

  it('of a newer lmon, with very many facts of a kind that this one does not know, is read without those', async () => {
    const path = await whole();
    const [header = '', ...facts] = linesIn(path);
    const rumours = Array.from({ length: 100_000 }, (_, atMs) => `{"fact":"rumour","atMs":${atMs}}`);
    writeFileSync(path, `${[header, ...rumours, ...facts].join('\n')}\n`);
    const { skippedLines, facts: read } = await readBack(path);
    expect([skippedLines, read.length]).toEqual([100_000, facts.length]);
  });

  it.each([
    ['invalid JSON', 'hello'],
    ['an unknown fact', '{"fact":"rumour","atMs":1}'],
    ['a fact named like a method', '{"fact":"constructor","atMs":1}'],
    ['a time beyond the end of time', '{"fact":"end","atMs":9e15}'],
    [
      'text instead of a number',
      '{"fact":"read","atMs":1,"group":"g","pattern":null,"startMs":"1","endMs":2}',
    ],
    ['a timeout that would never end', functionFact({ timeoutMs: 1e12 })],
    ['a name that is too long', functionFact({ name: 'x'.repeat(65) })],
    ['a value of another kind', '{"fact":"known","atMs":1,"what":"functions","of":null,"value":{}}'],
  ])('skips a line with %s', async (_, line) => {
    const path = await whole();
    const lines = linesIn(path);
    writeFileSync(path, `${[...lines.slice(0, 2), line, ...lines.slice(2)].join('\n')}\n`);
    const recording = await readBack(path);
    expect(recording.skippedLines).toBe(1);
    expect(recording.facts).toHaveLength(lines.length - 1);
  });

  it('with any bytes changed is read without an error', async () => {
    const bytes = Buffer.from(textIn(await whole()));
    const start = bytes.indexOf(10) + 1;
    const path = recordingPath();
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.integer({ min: start, max: bytes.length - 1 }), fc.nat(255)), { minLength: 1 }),
        hostileText,
        async (changes, text) => {
          const changed = Buffer.from(bytes);
          for (const [index, byte] of changes) changed[index] = byte;
          writeFileSync(path, Buffer.concat([changed, Buffer.from(`\n${text}\n`)]));
          const sources = await playedAt(path, 60_000);
          const ids = await idsIn(sources);
          expect(typeof ids === 'string' || Array.isArray(ids)).toBe(true);
          await readMetrics(sources);
        },
      ),
    );
  });

  it('with any compressed bytes changed is read without an error, or refused', async () => {
    const bytes = readFileSync(await whole());
    const path = recordingPath();
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { minLength: 1 }),
        async (changes) => {
          const changed = Buffer.from(bytes);
          for (const [index, byte] of changes) changed[index] = byte;
          writeFileSync(path, changed);
          const { kind } = await readRecording([path]);
          expect(['read', 'complaint']).toContain(kind);
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
