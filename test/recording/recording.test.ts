import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Sources } from '../../src/monitor/sources.ts';
import { recordToFile } from '../../src/recording/recorder/recorder.ts';
import { rawText } from '../../src/terminal/text.ts';
import {
  HEADER,
  linesIn,
  logPage,
  metricPoints,
  playedAt,
  readBack,
  readLog,
  readMetrics,
  recorded,
  recordingPath,
  START_MS,
  signal,
} from './played-account.ts';
import { type Answers, scriptedSources } from './scripted-sources.ts';

describe('a recording', () => {
  it('has each event and each point once, however often they are read', async () => {
    const path = await recorded(
      { atMs: 0, answers: logPage(['a', 1], ['b', 2]), ask: readLog },
      { atMs: 1_000, answers: logPage(['a', 1], ['b', 2], ['c', 3]), ask: readLog },
      { atMs: 2_000, answers: metricPoints(1, 2), ask: readMetrics },
      { atMs: 3_000, answers: metricPoints(1, 5), ask: readMetrics },
    );
    const facts = (await readBack(path)).facts;
    expect(facts.flatMap((fact) => (fact.fact === 'event' ? [fact.eventId] : []))).toEqual(['a', 'b', 'c']);
    expect(
      facts.flatMap((fact) =>
        fact.fact === 'metrics' ? [fact.series.map(({ points }) => points.length)] : [],
      ),
    ).toEqual([[2], [1]]);
  });

  it("repeats the account's facts only when they have changed, or after an error", async () => {
    const limits = (concurrency: number) => ({ accountLimits: { concurrency, unreservedConcurrency: 1 } });
    const ask = (sources: Sources) => sources.functions.accountLimits(signal);
    const path = await recorded(
      { atMs: 0, answers: limits(10), ask },
      { atMs: 1_000, answers: limits(10), ask },
      { atMs: 2_000, answers: limits(20), ask },
      { atMs: 3_000, answers: { error: 'throttled' }, ask },
      { atMs: 4_000, answers: limits(20), ask },
    );
    expect((await readBack(path)).facts.map(({ fact, atMs }) => [fact, atMs - START_MS])).toEqual([
      ['known', 0],
      ['known', 2_000],
      ['error', 3_000],
      ['known', 4_000],
      ['end', 4_000],
    ]);
  });

  it('has a list once its last page has arrived', async () => {
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
    expect((await readBack(path)).facts.map(({ fact }) => fact)).toEqual(['known', 'end']);
    expect(await (await playedAt(path, 2)).alarms.ringing(null, signal)).toEqual({
      ok: true,
      value: last.alarms,
    });
  });
});

describe('a recording with a clock that the first answers correct', () => {
  const limits = (concurrency: number): Answers => ({
    accountLimits: { concurrency, unreservedConcurrency: 1 },
  });
  const ask = (sources: Sources) => sources.functions.accountLimits(signal);

  it.each([-3_600_000, 3_600_000])(
    'begins with its first fact, however wrong the clock was before (%d ms)',
    async (skewMs) => {
      const path = recordingPath();
      let nowMs = START_MS + skewMs;
      const recorder = recordToFile(path, { header: HEADER, now: () => nowMs, onTrouble: () => {} });
      nowMs = START_MS;
      await ask(recorder.recorded(scriptedSources(() => limits(10))));
      recorder.end();
      expect((await readBack(path)).header.startedMs).toBe(START_MS);
    },
  );

  it('has its facts at the times of the corrected clock, and earlier ones at the first of them', async () => {
    const path = await recorded(
      { atMs: 3_600_000, answers: { error: 'unreachable' }, ask },
      { atMs: 0, answers: limits(10), ask },
      { atMs: 60_000, answers: limits(20), ask },
    );
    const { header, facts, endMs } = await readBack(path);
    expect(facts.map(({ fact, atMs }) => [fact, atMs - START_MS])).toEqual([
      ['error', 0],
      ['known', 0],
      ['known', 60_000],
      ['end', 60_000],
    ]);
    expect([header.startedMs, endMs]).toEqual([START_MS, START_MS + 60_000]);
  });

  it('that an earlier lmon started an hour late is played from its first fact on', async () => {
    const path = await recorded(
      { atMs: 0, answers: limits(10), ask },
      { atMs: 60_000, answers: limits(20), ask },
    );
    const [, ...facts] = linesIn(path);
    writeFileSync(
      path,
      `${[JSON.stringify({ ...HEADER, startedMs: START_MS + 3_600_000 }), ...facts].join('\n')}\n`,
    );
    const recording = await readBack(path);
    expect(recording.facts.map(({ atMs }) => atMs - START_MS)).toEqual([0, 60_000, 60_000]);
    expect([recording.header.startedMs, recording.endMs]).toEqual([START_MS, START_MS + 60_000]);
  });
});
