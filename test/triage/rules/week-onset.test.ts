import { describe, expect, it } from 'vitest';
import { HOUR_MS } from '../../../src/lambda/time.ts';
import { weekOnset } from '../../../src/triage/rules/week-onset.ts';

const START_MS = Date.UTC(2026, 10, 17);

/** A week by the hour: 3,000 calls each, unless stated otherwise. */
function week(errorsOf: (hour: number) => number, invocations = 3_000) {
  return Array.from({ length: 165 }, (_, hour) => ({
    startMs: START_MS + hour * HOUR_MS,
    invocations,
    errors: errorsOf(hour),
  }));
}

describe('trouble that began this week', () => {
  it('is dated to the hour from which calls fail', () => {
    const onset = weekOnset(week((hour) => (hour < 120 ? 0 : 36 + (hour % 9))));
    expect(onset).toMatchObject({ hourMs: START_MS + 120 * HOUR_MS, rateBefore: 0 });
    expect(onset?.rateSince).toBeCloseTo(0.0133, 3);
  });

  it.each([
    ['rises further', [0, 150, 240], 72, 0],
    ['falls to half', [0, 600, 300], 72, 0],
    ['falls to a tenth', [0, 600, 60], 72, 0],
    ['was never zero', [3, 150, 240], 72, 0.001],
    ['stopped in between', [0, 600, 0, 600], 130, 0],
    ['was almost nothing at first', [0, 3, 600], 100, 0.001],
  ])('is dated to the hour from which calls fail for good, if it %s', (_what, levels, hour, before) => {
    const starts = [0, 72, 100, 130];
    const levelAt = (at: number) =>
      levels[starts.findLastIndex((start, index) => start <= at && index < levels.length)];
    const hours = week((at) => levelAt(at) ?? 0);
    const since = hours.slice(hour);
    expect(weekOnset(hours)).toMatchObject({ hourMs: START_MS + hour * HOUR_MS, rateBefore: before });
    expect(weekOnset(hours)?.rateSince).toBeCloseTo(
      since.reduce((sum, { errors }) => sum + errors, 0) / (since.length * 3_000),
      6,
    );
  });

  it.each([
    ['failures as in the whole week', week((hour) => 36 + (hour % 9))],
    ['a function that never fails', week(() => 0)],
    ['failures that ended', week((hour) => (hour >= 60 && hour < 70 ? 300 : 1))],
    ['failures that ended, with none before', week((hour) => (hour >= 60 && hour < 70 ? 300 : 0))],
    [
      'failures that ended except for a few',
      week((hour) => (hour < 60 || hour % 40 > 0 ? 0 : 1) + (hour >= 60 && hour < 70 ? 300 : 0)),
    ],
    [
      'failures that ended step by step',
      week((hour) => (hour < 60 ? 1 : hour < 70 ? 300 : hour < 90 ? 60 : 1)),
    ],
    ['failures that rose by half', week((hour) => (hour < 120 ? 100 : 150))],
    ['no calls', week(() => 0, 0)],
  ])('is not found in %s', (_what, hours) => {
    expect(weekOnset(hours)).toBeNull();
  });
});
