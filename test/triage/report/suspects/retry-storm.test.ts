import { describe, expect, it } from 'vitest';
import { lineText } from '../../../../src/terminal/line-layout.ts';
import { onsetsOf } from '../../../../src/triage/report/case-file/onsets.ts';
import { retryStorm } from '../../../../src/triage/report/suspects/retry-storm.ts';
import { minuteMsAt, minutesOf, reasonOf, times } from '../../troubled.ts';
import { caseOf } from '../case.ts';

/** The weight of evidence, for minus against, if calls double once they fail; null if it is no suspect. */
function speaksFor(callsPerMinute: number): number | null {
  const minutes = minutesOf(
    ...times(40, { invocations: callsPerMinute }),
    ...times(20, { invocations: 2 * callsPerMinute, errors: 1.5 * callsPerMinute }),
  );
  const file = caseOf({ minutes, reasons: [reasonOf('errors', { sinceMs: minuteMsAt(40) })] });
  const found = retryStorm.weigh(file, onsetsOf(file));
  if (found === null) return null;
  const sum = (claims: typeof found.pro) => claims.reduce((total, { weight }) => total + weight, 0);
  return sum(found.pro) - sum(found.contra);
}

describe('callers that keep retrying', () => {
  it.each([
    { callsPerMinute: 2, weight: 1 },
    { callsPerMinute: 40, weight: 4 },
  ])('are likelier the more calls there are to tell them from chance: $callsPerMinute a minute', (given) => {
    expect(speaksFor(given.callsPerMinute)).toBe(given.weight);
  });

  it.each([
    { what: 'calls were turned away', served: 80, unknown: { throttles: null } },
    { what: 'calls failed', served: 40, unknown: { errors: null } },
  ])('are no suspect where it is not known whether $what', ({ served, unknown }) => {
    const minutes = minutesOf(
      ...times(40, { ...unknown, invocations: 40 }),
      ...times(20, { throttles: 60, errors: 60, ...unknown, invocations: served }),
    );
    const rule = unknown.errors === null ? 'throttles' : 'errors';
    const file = caseOf({ minutes, reasons: [reasonOf(rule, { sinceMs: minuteMsAt(40) })] });
    expect(retryStorm.weigh(file, onsetsOf(file))).toBeNull();
  });

  it('are no suspect if calls increased only hours after the first failure', () => {
    const minutes = minutesOf(
      ...times(40, {}),
      ...times(120, { errors: 60 }),
      ...times(40, { invocations: 300, errors: 180 }),
    );
    const file = caseOf({ minutes, reasons: [reasonOf('errors', { sinceMs: minuteMsAt(40) })] });
    const found = retryStorm.weigh(file, onsetsOf(file));
    expect(found?.contra.map(({ says }) => lineText(says))[0]).toBe(
      'attempts rose at 04:40Z, long after calls began to fail: who tries again does so at once',
    );
  });
});
