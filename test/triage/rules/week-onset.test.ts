import { describe, expect, it } from 'vitest';
import { HOUR_MS } from '../../../src/lambda/time.ts';
import { weekOnset } from '../../../src/triage/rules/week-onset.ts';

const START_MS = Date.UTC(2026, 10, 17);

/** A week by the hour: 3,000 calls each, unless said otherwise. */
function week(errorsOf: (hour: number) => number, invocations = 3_000) {
  return Array.from({ length: 165 }, (_, hour) => ({
    startMs: START_MS + hour * HOUR_MS,
    invocations,
    errors: errorsOf(hour),
  }));
}

describe('what began this week', () => {
  it('is dated to the hour from which on calls fail', () => {
    const onset = weekOnset(week((hour) => (hour < 120 ? 0 : 36 + (hour % 9))));
    expect(onset).toMatchObject({ hourMs: START_MS + 120 * HOUR_MS, rateBefore: 0 });
    expect(onset?.rateSince).toBeCloseTo(0.0133, 3);
  });

  it.each([
    ['what fails alike all week', week((hour) => 36 + (hour % 9))],
    ['what never fails', week(() => 0)],
    ['what was over again', week((hour) => (hour >= 60 && hour < 70 ? 300 : 1))],
    ['what fails half as often again', week((hour) => (hour < 120 ? 100 : 150))],
    ['no calls', week(() => 0, 0)],
  ])('is nothing of %s', (_what, hours) => {
    expect(weekOnset(hours)).toBeNull();
  });
});
