import { describe, expect, it } from 'vitest';
import { type FailureGroup, isSurvived } from '../../../../src/logs/failures/failure-group.ts';
import type { FailureEvidence } from '../../../../src/monitor/case/failure-probe.ts';
import { withMeasuredEnds } from '../../../../src/print/fleet/why/measured-ends.ts';
import { rawText } from '../../../../src/terminal/text.ts';
import { minuteMsAt, minutesOf, times } from '../../../triage/troubled.ts';

/** The log's count of failures in each minute of a quarter of an hour. */
function groupOf(...counts: readonly number[]): FailureGroup {
  const count = counts.reduce((sum, each) => sum + each, 0);
  const byMinute = counts
    .map((each, minute) => ({ minuteMs: minuteMsAt(minute), count: each }))
    .filter((each) => each.count > 0);
  return {
    kind: 'logged',
    says: rawText(`said by ${count}`),
    wording: [rawText(`said by ${count}`)],
    count,
    endedCount: null,
    firstMs: byMinute[0]!.minuteMs + 20_000,
    byMinute,
  };
}

const evidenceOf = (...groups: readonly FailureGroup[]): FailureEvidence => ({
  fromMs: minuteMsAt(0),
  toMs: minuteMsAt(15),
  isComplete: true,
  hasLines: true,
  error: null,
  groups,
  newest: [],
});

/** For each group, whether its failures count as survived, given the errors in each settled minute. */
function survived(errors: readonly (number | null)[], ...groups: readonly FailureGroup[]) {
  const minutes = minutesOf(...errors.map((each) => ({ errors: each })));
  const measured = withMeasuredEnds(evidenceOf(...groups), minutes);
  return measured.groups.map((group) => [group.count, isSurvived(group)]);
}

describe('an error whose line does not show which call it ended', () => {
  it.each([
    { case: 'none', errors: 0, isGoneOn: true },
    { case: 'far fewer', errors: 2, isGoneOn: true },
    { case: 'about as many', errors: 11, isGoneOn: false },
    { case: 'an unknown number', errors: null, isGoneOn: false },
  ])('counts as survived or not if, of all calls, $case failed', ({ errors, isGoneOn }) => {
    expect(survived(times(15, errors), groupOf(...times(15, 12)))).toEqual([[180, isGoneOn]]);
  });

  it.each([
    {
      began: 'four minutes ago, of which one is settled',
      counts: [...times(11, 0), ...times(4, 30)],
      errors: [30],
    },
    {
      began: 'five minutes ago, of which two are settled',
      counts: [...times(10, 0), ...times(5, 30)],
      errors: [3, 9],
    },
  ])(
    'does not count as survived before its settled minutes show it: it began $began',
    ({ counts, errors }) => {
      const before = times(counts.indexOf(30), 0);
      expect(survived([...before, ...errors], groupOf(...counts))).toEqual([[expect.any(Number), false]]);
    },
  );

  it.each([
    { which: 'all that log it fail', counts: times(6, 30), errors: [30, 30, 30], isGoneOn: false },
    { which: 'few that log it fail', counts: times(6, 30), errors: [2, 2, 2], isGoneOn: true },
    { which: 'all failed in its first minute', counts: [100], errors: [100, 0, 0], isGoneOn: false },
    {
      which: 'all failed, begun in the minute before',
      counts: [100],
      errors: [0, 0, 0],
      before: 100,
      isGoneOn: false,
    },
    { which: 'too few log it in them', counts: [0, 0, 1, 90, 90], errors: [0, 0, 0], isGoneOn: false },
  ])('is judged by the minutes since it began: $which', ({ counts, errors, before = 0, isGoneOn }) => {
    const told = survived([...times(8, 0), before, ...errors], groupOf(...times(9, 0), ...counts));
    expect(told).toEqual([[expect.any(Number), isGoneOn]]);
  });

  it('is compared over the same minutes: what trickled and then burst out was not survived', () => {
    const trickleThenBurst = [...times(12, 2), 150, 200, 200];
    expect(survived(times(12, 2), groupOf(...trickleThenBurst))).toEqual([[574, false]]);
  });

  it('is ranked after one that may have ended as many calls', () => {
    const [often, seldom] = [groupOf(...times(15, 12)), groupOf(...times(15, 2))];
    expect(survived(times(15, 2), often, seldom)).toEqual([
      [30, false],
      [180, true],
    ]);
  });
});
