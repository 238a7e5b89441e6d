import { describe, expect, it } from 'vitest';
import { harmOf } from '../../../src/triage/cause/harm.ts';
import { byUrgency } from '../../../src/triage/cause/urgency.ts';
import { losesRecordsSoon } from '../../../src/triage/report/impact/stream-loss.ts';
import type { RuleName } from '../../../src/triage/rules/reason.ts';
import { KINESIS } from '../report/case.ts';
import { minutesOf, reasonOf, times, troubled } from '../troubled.ts';

const broken = (rules: readonly RuleName[], more: Parameters<typeof troubled>[1] = {}) =>
  troubled('a', { reasons: rules.map((rule) => reasonOf(rule)), ...more });
const FED = { hasEventSource: true };

describe('the harm of a cause', () => {
  it.each([
    { case: 'lost events', facts: broken(['deadLetterErrors', 'errors']), harm: 'dataIsLost' },
    {
      case: 'records that soon expire',
      facts: broken(['iteratorAge'], { ...FED, losesRecordsSoon: true }),
      harm: 'dataIsLost',
    },
    { case: 'calls that stopped', facts: broken(['silence']), harm: 'workIsBlocked' },
    {
      case: 'asynchronous events that are retried',
      facts: broken(['throttles'], { minutes: minutesOf(...times(60, { asyncEventAgeMs: 900 })) }),
      harm: 'workIsLate',
    },
    { case: 'messages that are redelivered', facts: broken(['errors'], FED), harm: 'workIsLate' },
    { case: 'messages that are set aside', facts: broken(['redrive'], FED), harm: 'workIsLate' },
    { case: 'an approaching limit', facts: broken(['use', 'eta']), harm: 'nobodyIsHitYet' },
    {
      case: 'calls that fail now and then near the timeout',
      facts: broken(['timeout'], { minutes: minutesOf(...times(60, { errors: 1 })) }),
      harm: 'callersAreHit',
    },
    { case: 'nothing', facts: broken([]), harm: null },
  ] as const)('is $harm for $case', ({ facts, harm }) => {
    expect(harmOf(facts)).toBe(harm);
  });

  it.each([
    { waitedHours: 23, soon: true },
    { waitedHours: 2, soon: false },
  ])(
    'includes the loss of records that are kept for a day once they have waited $waitedHours h: $soon',
    ({ waitedHours, soon }) => {
      const lag = reasonOf('iteratorAge', { value: waitedHours * 3_600_000 });
      expect(losesRecordsSoon([KINESIS], [lag], 60_000)).toBe(soon);
    },
  );
});

it('critical causes come first, and among them more losses or throttles before blocked or forecast trouble', () => {
  const ranked = [
    { harm: 'nobodyIsHitYet', severity: 'crit', lossRank: 0 },
    { harm: 'workIsBlocked', severity: 'crit', lossRank: 0 },
    { harm: 'dataIsLost', severity: 'warn', lossRank: 1 },
    { harm: null, severity: 'ok', lossRank: 0 },
    { harm: 'callersAreHit', severity: 'crit', lossRank: 2 },
    { harm: 'callersAreHit', severity: 'crit', lossRank: 5 },
    { harm: 'dataIsLost', severity: 'crit', lossRank: 1 },
  ] as const;
  const order = ranked.toSorted(byUrgency).map((each) => `${each.severity} ${each.harm} ${each.lossRank}`);
  expect(order).toEqual([
    'crit callersAreHit 5',
    'crit callersAreHit 2',
    'crit dataIsLost 1',
    'crit workIsBlocked 0',
    'crit nobodyIsHitYet 0',
    'warn dataIsLost 1',
    'ok null 0',
  ]);
});
