import { describe, expect, it } from 'vitest';
import { isSurvived } from '../../../src/logs/failures/failure-log.ts';
import type { FailureEvidence } from '../../../src/monitor/case/failure-probe.ts';
import { withMeasuredEnds } from '../../../src/print/fleet/measured-ends.ts';
import { rawText } from '../../../src/terminal/text.ts';
import { minuteMsAt, minutesOf, times } from '../../triage/troubled.ts';

const FROM_MS = minuteMsAt(0);
const evidenceOf = (...counts: readonly number[]): FailureEvidence => ({
  fromMs: FROM_MS,
  toMs: minuteMsAt(15),
  isComplete: true,
  hasLines: true,
  error: null,
  groups: counts.map((count) => ({
    kind: 'logged',
    says: rawText(`said by ${count}`),
    wording: [rawText(`said by ${count}`)],
    count,
    endedCount: null,
    firstMs: FROM_MS,
  })),
  newest: [],
});

/** What is taken for survived when so many calls failed in each minute. */
function survivedAt(errors: number | null, ...counts: readonly number[]) {
  const { groups } = withMeasuredEnds(evidenceOf(...counts), minutesOf(...times(15, { errors })));
  return groups.map((group) => [group.count, isSurvived(group)]);
}

describe('an error of which the log does not tell whom it ended', () => {
  it.each([
    { case: 'none', errors: 0, isGoneOn: true },
    { case: 'far fewer', errors: 2, isGoneOn: true },
    { case: 'about as many', errors: 11, isGoneOn: false },
    { case: 'nobody knows how many', errors: null, isGoneOn: false },
  ])('was survived or not by those that log it, where of all calls $case failed', ({ errors, isGoneOn }) => {
    expect(survivedAt(errors, 174)).toEqual([[174, isGoneOn]]);
  });

  it('comes behind one that may have ended as many', () => {
    expect(survivedAt(2, 174, 30)).toEqual([
      [30, false],
      [174, true],
    ]);
  });
});
