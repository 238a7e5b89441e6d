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

  /** Whether it is taken for survived: it began in that minute, of a quarter of an hour, and since then so many calls failed in each settled one. */
  function survivedSince(beganMinute: number, count: number, ...errors: readonly number[]) {
    const [group] = evidenceOf(count).groups;
    const evidence = { ...evidenceOf(), groups: [{ ...group!, firstMs: minuteMsAt(beganMinute) + 20_000 }] };
    const minutes = minutesOf(...times(beganMinute, {}), ...errors.map((each) => ({ errors: each })));
    return withMeasuredEnds(evidence, minutes).groups.map((each) => isSurvived(each));
  }

  it.each([
    { began: 'four minutes ago, of which one is settled', minute: 11, count: 120, errors: [30] },
    { began: 'five minutes ago, of which two are settled', minute: 10, count: 150, errors: [3, 9] },
  ])('is no survived one before its settled minutes tell: it began $began', ({ minute, count, errors }) => {
    expect(survivedSince(minute, count, ...errors)).toEqual([false]);
  });

  it.each([
    { which: 'all that log it fail', count: 180, errors: [30, 30, 30], isGoneOn: false },
    { which: 'few that log it fail', count: 180, errors: [2, 2, 2], isGoneOn: true },
    {
      which: 'all that logged it failed in its first minute',
      count: 100,
      errors: [100, 0, 0],
      isGoneOn: false,
    },
  ])('is judged by the minutes since it began: $which', ({ count, errors, isGoneOn }) => {
    expect(survivedSince(9, count, ...errors)).toEqual([isGoneOn]);
  });

  it('comes behind one that may have ended as many', () => {
    expect(survivedAt(2, 174, 30)).toEqual([
      [30, false],
      [174, true],
    ]);
  });
});
