import { describe, expect, it } from 'vitest';
import { DAY_MS, MINUTE_MS } from '../../../src/lambda/time.ts';
import { triageText } from '../../../src/print/triage/triage-text.ts';
import { causesOf } from '../../../src/triage/cause/causes-of-all.ts';
import { triageReport } from '../../../src/triage/report/triage-report.ts';
import { minuteMsAt, minutesOf, reasonOf, times } from '../troubled.ts';
import { caseOf } from './case.ts';
import { ACCESS } from './case-file-of.ts';

const HOUR_MS = minuteMsAt(0) - 2 * DAY_MS;
const CHRONIC = { rate: 0.013, sinceMs: minuteMsAt(0) - 7 * DAY_MS, findingAbove: 0.03 };
const NEAR = reasonOf('timeout', { value: 1, sinceMs: null });

type More = Parameters<typeof caseOf>[0];

function textOf(more: More): string {
  return triageText(reportOf(more, HOUR_MS + 20 * MINUTE_MS)).join('\n');
}

function reportOf(more: More, lastModifiedMs: number) {
  const file = caseOf({ reasons: [NEAR], ...more });
  const configuration = { ...file.configuration, lastModifiedMs };
  const cause = causesOf([file], null)[0] ?? null;
  return triageReport({ ...file, cause, configuration }, ACCESS);
}

describe('trouble that began days ago and is constant in the known minutes', () => {
  const began = textOf({ weekOnset: { hourMs: HOUR_MS, rateBefore: 0, rateSince: 0.013 } });

  it('is dated by the hours of the week, with the day', () => {
    expect(began).toMatch(
      /22 Nov symptom +02:00Z errors began between 02:00Z and 03:00Z: 0 % of calls failed before, 1\.3 % since/,
    );
  });

  it('comes with what changed in that hour', () => {
    expect(began).toMatch(/22 Nov code +02:20Z code or configuration changed/);
  });

  it('says so instead of calling its failures the same at all known times', () => {
    const minutes = minutesOf(...times(120, { errors: 2 }));
    const weekOnset = { hourMs: HOUR_MS, rateBefore: 0, rateSince: 0.02 };
    const failing = (week: typeof weekOnset | null) =>
      textOf({ minutes, weekOnset: week, reasons: [reasonOf('errors', { sinceMs: null })] });
    expect(failing(weekOnset)).toContain(
      '2.0 % of its calls failed in the last 2 h; errors began between 02:00Z and 03:00Z on 22 Nov',
    );
    expect(failing(weekOnset)).not.toContain('as in all');
    expect(failing(null)).toContain('2.0 % of its calls fail, as in all 2 h that are known');
  });

  it('makes a deployment in that hour a suspect, with the day', () => {
    const text = textOf({ weekOnset: { hourMs: HOUR_MS, rateBefore: 0, rateSince: 0.013 } });
    expect(text).toMatch(
      /for +code or configuration changed at 02:20Z on 22 Nov, in the hour in which it began/,
    );
  });

  it('is not dated so if the trouble began in the known minutes', () => {
    const reasons = [reasonOf('errors', { sinceMs: minuteMsAt(40) })];
    const weekOnset = { hourMs: HOUR_MS, rateBefore: 0, rateSince: 0.013 };
    expect(textOf({ reasons, weekOnset })).not.toContain('between 02:00Z');
  });
});

describe('a release near trouble known only to the hour', () => {
  const weekOnset = { hourMs: HOUR_MS, rateBefore: 0, rateSince: 0.013 };
  const reported = (minute: number) => reportOf({ weekOnset }, HOUR_MS + minute * MINUTE_MS);
  const released = (minute: number) => triageText(reported(minute)).join('\n');

  it('came up to as long before as the end of the hour', () => {
    expect(released(-2)).toMatch(
      /for +code or configuration changed at 01:58Z on 22 Nov, up to 1 h 2 min before/,
    );
  });

  it('has nothing against it only because no older version is left to compare with', () => {
    expect(released(20)).toMatch(/but +no older version takes calls any more to compare with/);
  });

  it('is no likelier just before the hour than within it: the onset may be anywhere in the hour', () => {
    const likely = [-2, 20, 59].map((minute) => reported(minute).suspects[0]?.confidence);
    expect(likely[0]).toBeGreaterThan(0);
    expect(new Set(likely).size).toBe(1);
  });

  it('ran for at least as long as until the hour began', () => {
    expect(released(-30)).toContain('it ran for at least 30 min before anything hurt');
    expect(released(-30)).toContain('at 01:30Z on 22 Nov, up to 1 h 30 min before');
  });

  it('is no suspect if it came after the hour', () => {
    expect(released(61)).not.toMatch(/for +code or configuration changed/);
    expect(released(61)).not.toContain('the last deployment');
  });
});

describe('failures as in the whole week', () => {
  it('are no clear sign for a function whose calls end at their timeout', () => {
    expect(textOf({ chronic: CHRONIC })).not.toContain('errors as all week');
    expect(textOf({ chronic: CHRONIC, reasons: [reasonOf('throttles')] })).toContain('errors as all week');
  });
});
