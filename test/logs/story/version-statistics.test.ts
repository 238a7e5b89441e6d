import { describe, expect, it } from 'vitest';
import type { StoryEvent } from '../../../src/logs/lines/story-item.ts';
import { createStoryReader } from '../../../src/logs/lines/story-reader.ts';
import { logName } from '../../../src/logs/log-name.ts';
import {
  createVersionStatistics,
  type VersionStatistics,
} from '../../../src/logs/story/version-statistics.ts';
import { rawText } from '../../../src/terminal/text.ts';
import { eventsOf, logOf, repeated, type WrittenRun } from '../runs/logged-function.ts';

const streamOf = (version: string, environment: number) =>
  `2026/11/24/[${version}]${String(environment).padStart(32, '0')}`;

function statisticsOf(...written: readonly WrittenRun[]): readonly VersionStatistics[] {
  const { read } = createStoryReader();
  const store = createVersionStatistics();
  for (const row of read(written.flatMap(eventsOf))) store.add(row as StoryEvent);
  return store.statistics();
}

describe('the statistics of a version', () => {
  it('have quantiles of its durations, within one percent', () => {
    const [only] = statisticsOf(
      ...repeated(1_000, (place) => ({ durationMs: place + 1, environment: streamOf('41', place % 5) })),
    );
    expect(only).toMatchObject({ version: '41', runs: 1_000 });
    for (const [told, exact] of [
      [only?.durationMs.p50, 500],
      [only?.durationMs.p95, 950],
      [only?.durationMs.p99, 990],
    ] as const) {
      expect(Math.abs((told ?? 0) / exact - 1)).toBeLessThan(0.011);
    }
  });

  it('never leave the range of what was measured, so those of one run are its own', () => {
    const [only] = statisticsOf(
      ...repeated(1, () => ({ durationMs: 10_000, initMs: 305, environment: streamOf('41', 1) })),
    );
    expect(only).toMatchObject({ durationMs: { p50: 10_000, p95: 10_000, p99: 10_000 }, initMs: 305 });
  });

  it('are separate by version, the one with most runs first', () => {
    const statistics = statisticsOf(
      ...repeated(3, () => ({ environment: streamOf('42', 1) })),
      ...repeated(9, () => ({ environment: streamOf('41', 2) })),
      ...repeated(1, () => ({ environment: 'named by a person' })),
    );
    expect(statistics.map(({ version, runs }) => [version, runs])).toEqual([
      ['41', 9],
      ['42', 3],
      [null, 1],
    ]);
  });

  it('are separate by function where several are read together, in each Region', () => {
    const regionOf = (name: string) => ({ name: rawText(name), isOneOfSeveral: true });
    const statistics = statisticsOf(
      ...repeated(3, () => ({ origin: logOf('cart'), environment: streamOf('$LATEST', 1), memoryMb: 90 })),
      ...repeated(2, () => ({ origin: logOf('pdf'), environment: streamOf('$LATEST', 2), memoryMb: 400 })),
      ...repeated(5, () => ({ origin: logOf('pdf', regionOf('eu-west-1')), environment: streamOf('7', 3) })),
      ...repeated(4, () => ({ origin: logOf('pdf', regionOf('us-east-1')), environment: streamOf('7', 4) })),
    );
    expect(
      statistics.map(({ origin, version, runs, maxMemoryMb }) => [
        origin && logName(origin),
        version,
        runs,
        maxMemoryMb,
      ]),
    ).toEqual([
      ['eu-west-1:pdf', '7', 5, 100],
      ['us-east-1:pdf', '7', 4, 100],
      ['cart', '$LATEST', 3, 90],
      ['pdf', '$LATEST', 2, 400],
    ]);
  });

  it('are separate by function where several share a log, whose streams name them', () => {
    const shared = { group: rawText('/shared'), functionName: null };
    const streamIn = (name: string) => `2026/11/24/${name}[$LATEST]${'0'.repeat(32)}`;
    const statistics = statisticsOf(
      ...repeated(3, () => ({ origin: shared, environment: streamIn('cart') })),
      ...repeated(2, () => ({ origin: shared, environment: streamIn('pdf') })),
    );
    expect(statistics.map(({ origin, runs }) => [origin && logName(origin), runs])).toEqual([
      ['cart', 3],
      ['pdf', 2],
    ]);
  });

  it('include how many starts were cold, and how long their init took', () => {
    const [only] = statisticsOf(
      ...repeated(10, (place) => ({
        environment: streamOf('1', place),
        ...(place < 4 ? { initMs: 300 } : {}),
      })),
    );
    expect(only?.coldStarts).toBe(4);
    expect(Math.abs((only?.initMs ?? 0) / 300 - 1)).toBeLessThan(0.011);
  });

  it.each<readonly [string, (place: number) => number, number]>([
    ['a leak, growing with each run', (place) => 300 + 9 * place, 9],
    ['no leak, going up and down', (place) => 300 + (place % 3), 0],
    ['no leak, after one run with a large input', (place) => (place === 30 ? 900 : 300), 0],
    ['no leak, after one run whose memory is kept', (place) => (place >= 30 ? 900 : 300), 0],
  ])('find memory that is %s', (_, memoryMb, mbPerRun) => {
    const [only] = statisticsOf(
      ...repeated(60, (place) => ({ environment: streamOf('1', 1), memoryMb: memoryMb(place) })),
    );
    expect(only?.memoryMbPerRun).toBeCloseTo(mbPerRun, 0);
  });

  it('find the same leak in whatever order the log is read', () => {
    const runs = repeated(60, (place) => ({ environment: streamOf('1', 1), memoryMb: 300 + 9 * place }));
    const [only] = statisticsOf(...runs.slice(30), ...runs.slice(0, 30));
    expect(only?.memoryMbPerRun).toBeCloseTo(9, 0);
  });

  it('include what was billed', () => {
    const [only] = statisticsOf(
      ...repeated(10, () => ({ durationMs: 2_000, environment: streamOf('1', 1) })),
    );
    expect(only).toMatchObject({ billedMs: 20_000, billedGbSeconds: 10, memoryMb: 512, maxMemoryMb: 100 });
  });
});
