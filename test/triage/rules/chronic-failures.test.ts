import { describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS } from '../../../src/lambda/time.ts';
import { lineText } from '../../../src/terminal/line-layout.ts';
import type { FunctionMinute } from '../../../src/triage/minute/function-minute.ts';
import {
  type CountedHour,
  chronicFailures as failuresOf,
  withChronic,
} from '../../../src/triage/rules/chronic-failures.ts';
import { chronicWords } from '../../../src/triage/sentence/chronic-words.ts';
import { DEFAULT_THRESHOLDS } from '../../../src/triage/thresholds.ts';
import { minutesOf, times } from '../troubled.ts';

const chronicFailures = (hours: readonly CountedHour[], timesUsual = DEFAULT_THRESHOLDS.timesUsual) =>
  failuresOf(hours, timesUsual);

const START_MS = Date.UTC(2026, 10, 17);

/** A week by the hour: 20,000 calls each, unless stated otherwise. */
function week(of: (hour: number) => { invocations?: number; errors: number }): readonly CountedHour[] {
  return Array.from({ length: 168 }, (_, hour) => ({
    startMs: START_MS + hour * HOUR_MS,
    invocations: 20_000,
    ...of(hour),
  }));
}

const ALWAYS = week(() => ({ errors: 1_000 }));

describe('failures as in the whole week', () => {
  it.each([
    { of: 'one call in twenty, every hour', hours: ALWAYS, isChronic: true },
    {
      of: 'a function that has its weekend off',
      hours: week((hour) => (hour >= 48 && hour < 96 ? { invocations: 0, errors: 0 } : { errors: 1_000 })),
      isChronic: true,
    },
    {
      of: 'more failures on one afternoon',
      hours: week((hour) => ({ errors: hour >= 60 && hour < 64 ? 9_000 : 1_000 })),
      isChronic: true,
    },
    {
      of: 'no failures on one day',
      hours: week((hour) => ({ errors: hour >= 48 && hour < 72 ? 0 : 1_000 })),
      isChronic: false,
    },
    { of: 'a function that is three days old', hours: ALWAYS.slice(-72), isChronic: false },
    { of: 'a function that never fails', hours: week(() => ({ errors: 0 })), isChronic: false },
    { of: 'no calls', hours: week(() => ({ invocations: 0, errors: 0 })), isChronic: false },
  ])('of $of are chronic: $isChronic', ({ hours, isChronic }) => {
    expect(chronicFailures(hours) !== null).toBe(isChronic);
  });

  it('become a finding from one and a half times the usual rate on', () => {
    const chronic = chronicFailures(ALWAYS);
    expect(chronic).toMatchObject({ rate: 0.05, sinceMs: START_MS });
    expect(chronic?.findingAbove).toBeCloseTo(0.075);
    expect(withChronic(DEFAULT_THRESHOLDS, chronic).errors.warnAt).toBeCloseTo(0.075);
  });

  it('become one from a configured rate on', () => {
    expect(chronicFailures(ALWAYS, 3)?.findingAbove).toBeCloseTo(0.15);
  });

  it('become one later if few calls or different hours vary by more', () => {
    const few = chronicFailures(week(() => ({ invocations: 600, errors: 30 })));
    expect(few?.findingAbove).toBeCloseTo(0.05 + 3 * Math.sqrt((0.05 * 0.95) / 50));
    const restless = chronicFailures(week((hour) => ({ errors: hour % 4 === 0 ? 2_400 : 1_000 })));
    expect(restless?.findingAbove).toBeCloseTo(0.12);
  });

  it('do not include what began two days ago: the threshold stays the same', () => {
    const rising = chronicFailures(week((hour) => ({ errors: hour < 120 ? 10 : 1_000 })));
    expect(rising?.rate).toBeCloseTo(0.0005);
    expect(withChronic(DEFAULT_THRESHOLDS, rising)).toEqual(DEFAULT_THRESHOLDS);
  });

  it('never become one if nearly all calls fail, and never lower a configured threshold', () => {
    const all = chronicFailures(week(() => ({ errors: 20_000 })));
    expect(all?.findingAbove).toBeNull();
    expect(withChronic(DEFAULT_THRESHOLDS, all).errors.warnAt).toBe(Number.POSITIVE_INFINITY);
    const rare = chronicFailures(week(() => ({ errors: 20 })));
    expect(withChronic(DEFAULT_THRESHOLDS, rare)).toEqual(DEFAULT_THRESHOLDS);
    expect(withChronic(DEFAULT_THRESHOLDS, null)).toBe(DEFAULT_THRESHOLDS);
  });

  it('come with how long they have lasted, how they are judged now, and what would be a finding', () => {
    const said = (minutes: readonly FunctionMinute[]) =>
      lineText(chronicWords(chronicFailures(ALWAYS)!, minutes, START_MS + 7 * DAY_MS, 'present'));
    const newest = { invocations: 1_000, errors: 80 };
    expect(said(minutesOf(...times(4, { invocations: 1_000, errors: 50 }), newest))).toBe(
      'fails 5.6 % of calls in 5 min, which is usual here; about 5.0 % for 7 days or longer; WARN from 7.5 %',
    );
    expect(said([])).toBe('has failed about 5.0 % of calls for 7 days or longer; WARN from 7.5 %');
  });
});
