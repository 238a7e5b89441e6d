import { describe, expect, it } from 'vitest';
import { median, runComparison } from '../../../src/logs/runs/run-comparison.ts';
import { lastOf, loggedFunction, repeated, type WrittenRun } from './logged-function.ts';

/** An invocation that calls a dependency, which answers after `waitMs`. */
const asking = (waitMs: number, answer = 'order placed'): Partial<WrittenRun> => ({
  durationMs: waitMs + 10,
  says: [
    [2, 'cart loaded'],
    [5, `POST https://payments.internal/v2/charge`],
    [5 + waitMs, answer],
  ],
});
const SLOW: WrittenRun = { startMs: 90_000, ...asking(4_000, 'gave up'), durationMs: 4_010 };

describe('a run compared with healthy ones', () => {
  it('is compared with their median, now and before the trouble', () => {
    const now = loggedFunction(...repeated(9, (place) => asking(300 + place)), SLOW);
    const before = loggedFunction(...repeated(9, (place) => asking(60 + place)));
    expect(runComparison(lastOf(now), now, before)).toMatchObject({
      durationMs: { here: 4_010, now: 314, before: 74 },
      memoryMb: { here: 100, now: 100, before: 100 },
      runsNow: 9,
      runsBefore: 9,
    });
  });

  it('changed at the step after which it waited', () => {
    const now = loggedFunction(...repeated(9, () => asking(60)), SLOW);
    const { changed } = runComparison(lastOf(now), now, null);
    expect(changed).toMatchObject({ here: 4_000, now: 60, before: null });
    expect(changed?.line.line.text).toContain('payments.internal');
  });

  it('changed where it first fell behind, not where it waited again because of that', () => {
    const again: WrittenRun = {
      startMs: 90_000,
      durationMs: 9_000,
      says: [
        [5, 'POST https://payments.internal/v2/charge'],
        [3_005, 'WARN retry 2 of 3'],
        [8_990, 'WARN retry 3 of 3'],
      ],
    };
    const now = loggedFunction(...repeated(9, () => asking(60)), again);
    expect(runComparison(lastOf(now), now, null).changed?.line.line.text).toContain('payments.internal');
  });

  it('changed where it waited by far the longest, not where it was a little late before', () => {
    const mailed = (renderMs: number, sendMs: number): Partial<WrittenRun> => ({
      durationMs: renderMs + sendMs,
      says: [
        [renderMs, 'mail rendered'],
        [renderMs + sendMs - 3, 'mail sent'],
      ],
    });
    const now = loggedFunction(...repeated(9, () => mailed(90, 360)), {
      startMs: 90_000,
      durationMs: 0,
      ...mailed(170, 640),
    });
    expect(runComparison(lastOf(now), now, null).changed?.line.line.text).toBe('mail rendered');
  });

  it.each<readonly [string, WrittenRun]>([
    ['took no longer than usual', { startMs: 90_000, durationMs: 70, says: [[2, 'cart loaded']] }],
  ])('has no step that explains it if it %s', (_, run) => {
    const now = loggedFunction(...repeated(9, () => asking(60)), run);
    expect(runComparison(lastOf(now), now, null).changed).toBeNull();
  });

  it('is compared with nothing if too few are healthy', () => {
    const now = loggedFunction(...repeated(2, () => asking(60)), SLOW);
    expect(runComparison(lastOf(now), now, null)).toMatchObject({
      durationMs: { here: 4_010, now: null, before: null },
      changed: null,
      runsNow: 2,
      runsBefore: null,
    });
  });

  it('is not compared with those that failed or logged errors', () => {
    const now = loggedFunction(
      ...repeated(5, () => asking(60)),
      ...repeated(50, (place) => ({ startMs: 10_000 + place, ...asking(900), status: 'timeout' })),
      ...repeated(50, (place) => ({ startMs: 20_000 + place, ...asking(900, 'ERROR slow') })),
      SLOW,
    );
    expect(runComparison(lastOf(now), now, null)).toMatchObject({ runsNow: 5, durationMs: { now: 70 } });
  });

  it('is compared retry by retry: its second with their second, or with none if they have none', () => {
    const retrying = (...waitsMs: readonly number[]): Pick<WrittenRun, 'durationMs' | 'says'> => ({
      durationMs: waitsMs.reduce((sum, waitMs) => sum + waitMs, 10),
      says: [0, ...waitsMs.slice(0, -1)].map(
        (_, place) =>
          [
            5 + waitsMs.slice(0, place).reduce((sum, waitMs) => sum + waitMs, 0),
            `WARN retry ${place + 2}/3 POST https://payments.internal/v2/charge`,
          ] as const,
      ),
    });
    const now = loggedFunction(...repeated(9, () => retrying(1_900)), {
      startMs: 90_000,
      ...retrying(2_600, 2_500),
    });
    const { steps } = runComparison(lastOf(now), now, null);
    expect(steps.slice(1).map(({ here, now: usual, times }) => [here, usual, times])).toEqual([
      [2_600, 1_905, 1],
      [2_505, null, 1],
    ]);
  });

  it('lists the first lines of a loop one by one, and the waits at the others together', () => {
    const pages = (count: number, eachMs: number): Pick<WrittenRun, 'durationMs' | 'says'> => ({
      durationMs: count * eachMs + eachMs,
      says: Array.from({ length: count }, (_, page) => [(page + 1) * eachMs, `page ${page} drawn`] as const),
    });
    const now = loggedFunction(...repeated(9, () => pages(10, 20)), { startMs: 90_000, ...pages(10, 80) });
    const { steps } = runComparison(lastOf(now), now, null);
    expect(steps.map(({ line, here, now: usual, times }) => [line.line.kind, here, usual, times])).toEqual([
      ['start', 80, 20, 1],
      ['app', 80, 20, 1],
      ['app', 80, 20, 1],
      ['app', 80, 20, 1],
      ['app', 560, 140, 7],
    ]);
  });
});

it.each([
  [[], null],
  [[9, 1], 5],
  [[3, 1, 2], 2],
])('the median of %j is %j', (values, expected) => {
  expect(median(values)).toBe(expected);
});
