import { describe, expect, it } from 'vitest';
import { lineText } from '../../src/terminal/line-layout.ts';
import { causesOf } from '../../src/triage/cause.ts';
import { chronicWords, isChronic } from '../../src/triage/chronic.ts';
import { minuteMsAt, minutesOf, reasonOf, times, troubled } from './troubled.ts';

const STEADY = minutesOf(...times(120, { errors: 5 }));
const FAILS = reasonOf('errors', { severity: 'warn', sinceMs: null });

describe('what has hurt alike for as long as anything is known', () => {
  it.each([
    { of: 'one call in twenty, all the time', minutes: STEADY, reasons: [FAILS], chronic: true },
    {
      of: 'more of late',
      minutes: minutesOf(...times(90, { errors: 1 }), ...times(30, { errors: 6 })),
      reasons: [FAILS],
      chronic: false,
    },
    { of: 'no long time', minutes: STEADY.slice(0, 80), reasons: [FAILS], chronic: false },
    {
      of: 'so much that it is critical',
      minutes: STEADY,
      reasons: [{ ...FAILS, severity: 'crit' as const }],
      chronic: false,
    },
    {
      of: 'calls turned away as well',
      minutes: STEADY,
      reasons: [FAILS, reasonOf('throttles', { severity: 'warn' })],
      chronic: false,
    },
    {
      of: 'what was seen to begin, though that is forgotten',
      minutes: STEADY,
      reasons: [{ ...FAILS, sinceMs: minuteMsAt(-60) }],
      chronic: false,
    },
    { of: 'nothing at all', minutes: STEADY, reasons: [], chronic: false },
  ])('of $of is chronic: $chronic', ({ minutes, reasons, chronic }) => {
    expect(isChronic({ minutes, reasons })).toBe(chronic);
  });

  it('is told with its rate over all of that time', () => {
    expect(lineText(chronicWords(STEADY))).toBe(
      'fails 5.0 % of calls, as in all of the 2h 00m that are known: chronic, nothing new',
    );
  });

  it('needs nobody now', () => {
    const fails = { minutes: STEADY, reasons: [FAILS] };
    expect(causesOf([troubled('export', fails)], null)).toHaveLength(1);
    expect(causesOf([troubled('export', { ...fails, isChronic: true })], null)).toEqual([]);
  });
});
