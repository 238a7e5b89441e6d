import { describe, expect, it } from 'vitest';
import type { ChronicFailures } from '../../../src/triage/rules/chronic-failures.ts';
import { CALM, START_MS, status, times } from './judged-function.ts';

describe('the week of failures of a function', () => {
  const OF_TWENTY: ChronicFailures = { rate: 0.05, sinceMs: START_MS, findingAbove: 0.075 };
  const OF_A_THOUSAND: ChronicFailures = { rate: 0.001, sinceMs: START_MS, findingAbove: 0.002 };
  const OF_ALL: ChronicFailures = { rate: 1, sinceMs: START_MS, findingAbove: null };
  const OF_FIVE: ChronicFailures = { rate: 0.2, sinceMs: START_MS, findingAbove: 0.4 };
  const failing = (count: number, errors: number) => times(count, { ...CALM, errors });
  const called = (count: number, invocations: number, errors: number) =>
    times(count, { ...CALM, invocations, errors, durationSumMs: 100 * invocations });
  /** One call a minute, every fifth of which fails, except for five minutes half an hour ago. */
  const atNight = (failed: number) => {
    const usual = [...called(1, 1, 1), ...called(4, 1, 0)];
    return [
      ...Array.from({ length: 5 }, () => usual).flat(),
      ...called(failed, 1, 1),
      ...called(5 - failed, 1, 0),
      ...Array.from({ length: 6 }, () => usual).flat(),
    ];
  };

  it('leaves errors without a seen onset unjudged while it is being read', () => {
    const awaited = status(failing(60, 30), { isWeekAwaited: true });
    expect(awaited).toMatchObject({ severity: 'unknown', reasons: [], chronic: null });
    expect(awaited.notJudged).toContainEqual({ rule: 'errors', because: 'unread' });
    expect(status(failing(60, 30), { isWeekAwaited: false })).toMatchObject({ severity: 'warn' });
  });

  it.each([
    { of: 'critical', points: failing(60, 300), severity: 'crit' },
    { of: 'whose onset was seen', points: [...failing(40, 0), ...failing(20, 30)], severity: 'warn' },
  ])('is not waited for by errors $of', ({ points, severity }) => {
    expect(status(points, { isWeekAwaited: true })).toMatchObject({ severity });
  });

  it.each([
    { told: 'when it fails as it did all week', chronic: OF_TWENTY, points: failing(60, 30) },
    { told: 'where all of it fails, as it did all week', chronic: OF_ALL, points: failing(60, 600) },
    { told: 'where three of five calls at night fail by chance', chronic: OF_FIVE, points: atNight(3) },
    {
      told: 'where calls come ten at once at night, and six fail by chance',
      chronic: OF_FIVE,
      points: [
        ...atNight(0),
        ...called(1, 10, 6),
        ...called(9, 0, 0),
        ...called(1, 10, 2),
        ...called(4, 0, 0),
      ],
    },
  ])('is used $told', ({ chronic, points }) => {
    expect(status(points, { chronic })).toMatchObject({ severity: 'ok', chronic });
  });

  it.each([
    {
      where: 'few calls always fail, and many did until ten minutes ago',
      chronic: OF_A_THOUSAND,
      points: [...failing(40, 1), ...failing(10, 180), ...failing(10, 1)],
    },
    {
      where: 'some calls always fail, and many did until ten minutes ago',
      chronic: OF_TWENTY,
      points: [...failing(30, 30), ...failing(20, 180), ...failing(10, 30)],
    },
    {
      where: 'some calls always fail, and all did for two minutes of the hour',
      chronic: { ...OF_TWENTY, findingAbove: 0.1 },
      points: [...failing(30, 30), ...failing(2, 600), ...failing(28, 30)],
    },
    {
      where: 'all calls of five minutes at night failed, and few do always',
      chronic: OF_FIVE,
      points: atNight(5),
    },
    {
      where: 'many calls of five minutes failed, and few do always',
      chronic: OF_FIVE,
      points: [...called(30, 10, 2), ...called(5, 10, 7), ...called(25, 10, 2)],
    },
    { where: 'too few calls fail for any rule', chronic: OF_A_THOUSAND, points: failing(60, 1) },
    { where: 'none fails any more', chronic: OF_TWENTY, points: failing(60, 0) },
  ])('is not used when $where', ({ chronic, points }) => {
    expect(status(points, { chronic })).toMatchObject({ severity: 'ok', chronic: null });
  });
});
