import { describe, expect, it } from 'vitest';
import type { CaseFile } from '../../../../src/triage/report/case-file/case-file.ts';
import { byHarm, harmOf } from '../../../../src/triage/report/impact/harm.ts';
import type { RuleName } from '../../../../src/triage/rules/rules.ts';
import { minutesOf, reasonOf, times } from '../../troubled.ts';
import { caseOf, KINESIS, QUEUE } from '../case.ts';

const broken = (rules: readonly RuleName[], more: Partial<CaseFile> = {}) =>
  caseOf({ reasons: rules.map((rule) => reasonOf(rule)), ...more });
const fedBy = (source: typeof QUEUE) => ({ eventSources: { known: true, value: [source] } }) as const;

describe('what a trouble does', () => {
  it.each([
    { case: 'events that are gone', file: broken(['deadLetterErrors', 'errors']), harm: 'dataIsLost' },
    {
      case: 'records that soon expire',
      file: broken(['iteratorAge'], {
        ...fedBy(KINESIS),
        reasons: [reasonOf('iteratorAge', { value: 23 * 3_600_000 })],
        iteratorAgeGrowthMs: 60_000,
      }),
      harm: 'dataIsLost',
    },
    {
      case: 'a stream that falls behind',
      file: broken(['iteratorAge'], fedBy(KINESIS)),
      harm: 'workIsBlocked',
    },
    { case: 'calls that stopped', file: broken(['silence']), harm: 'workIsBlocked' },
    { case: 'errors that callers see', file: broken(['errors', 'use']), harm: 'callersAreHit' },
    {
      case: 'errors of asynchronous events',
      file: broken(['errors'], { minutes: minutesOf(...times(20, { asyncEventAgeMs: 3 })) }),
      harm: 'workIsLate',
    },
    { case: 'messages that come again', file: broken(['errors'], fedBy(QUEUE)), harm: 'workIsLate' },
    { case: 'messages that are set aside', file: broken(['redrive'], fedBy(QUEUE)), harm: 'workIsLate' },
    { case: 'a limit that comes near', file: broken(['use', 'eta']), harm: 'nobodyIsHitYet' },
    {
      case: 'calls that die though no rule about errors is broken',
      file: broken(['timeout'], { minutes: minutesOf(...times(30, { errors: 1 })) }),
      harm: 'callersAreHit',
    },
    { case: 'nothing', file: broken([]), harm: null },
  ] as const)('is $harm for $case', ({ file, harm }) => {
    expect(harmOf(file)).toBe(harm);
  });
});

it('ranks lost data before callers, and of one harm what is critical first', () => {
  const ranked = [
    { harm: 'callersAreHit', severity: 'crit' },
    { harm: 'dataIsLost', severity: 'warn' },
    { harm: null, severity: 'ok' },
    { harm: 'dataIsLost', severity: 'crit' },
  ] as const;
  expect(ranked.toSorted(byHarm).map(({ harm, severity }) => `${harm} ${severity}`)).toEqual([
    'dataIsLost crit',
    'dataIsLost warn',
    'callersAreHit crit',
    'null ok',
  ]);
});
