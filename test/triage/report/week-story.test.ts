import { describe, expect, it } from 'vitest';
import { DAY_MS } from '../../../src/lambda/time.ts';
import { triageText } from '../../../src/print/triage/triage-text.ts';
import { triageReport } from '../../../src/triage/report/triage-report.ts';
import { minuteMsAt, reasonOf } from '../troubled.ts';
import { caseOf } from './case.ts';
import { ACCESS } from './case-file-of.ts';

const HOUR_MS = minuteMsAt(0) - 2 * DAY_MS;
const CHRONIC = { rate: 0.013, sinceMs: minuteMsAt(0) - 7 * DAY_MS, findingAbove: 0.03 };
const NEAR = reasonOf('timeout', { value: 1, sinceMs: null });

function told(more: Parameters<typeof caseOf>[0]): string {
  const file = caseOf({ reasons: [NEAR], ...more });
  const lastModifiedMs = HOUR_MS + 20 * 60_000;
  const configuration = { ...file.configuration, lastModifiedMs };
  return triageText(triageReport({ ...file, configuration }, ACCESS)).join('\n');
}

describe('what began days ago, and fails as ever in the minutes that are known', () => {
  const began = told({ weekOnset: { hourMs: HOUR_MS, rateBefore: 0, rateSince: 0.013 } });

  it('is dated by the hours of the week, with its day', () => {
    expect(began).toMatch(
      /22 Nov symptom +02:00Z errors began within the hour: 0 % of calls failed before, 1\.3 % since/,
    );
  });

  it('is told with what changed in that hour', () => {
    expect(began).toMatch(/22 Nov code +02:20Z code or configuration changed/);
  });

  it('is not told where what hurts began in the minutes that are known', () => {
    const reasons = [reasonOf('errors', { sinceMs: minuteMsAt(40) })];
    const weekOnset = { hourMs: HOUR_MS, rateBefore: 0, rateSince: 0.013 };
    expect(told({ reasons, weekOnset })).not.toContain('within the hour');
  });
});

describe('what fails as all week', () => {
  it('is no clear sign of a function whose calls end at their timeout', () => {
    expect(told({ chronic: CHRONIC })).not.toContain('errors as all week');
    expect(told({ chronic: CHRONIC, reasons: [reasonOf('throttles')] })).toContain('errors as all week');
  });
});
