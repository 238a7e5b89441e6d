import { describe, expect, it } from 'vitest';
import { lineText } from '../../../src/terminal/line-layout.ts';
import { causesOf } from '../../../src/triage/cause/causes-of-all.ts';
import { brokenRules } from '../../../src/triage/rules/rules.ts';
import { sentenceOf } from '../../../src/triage/sentence/cause-sentence.ts';
import { TOLD_IN_UTC } from '../../../src/triage/sentence/time-words.ts';
import { DEFAULT_THRESHOLDS } from '../../../src/triage/thresholds.ts';
import {
  assessmentOf,
  type KnownMinute,
  minuteMsAt,
  minutesOf,
  RESERVED_100,
  times,
  troubled,
} from '../troubled.ts';

const waiting = (...agesS: readonly number[]) => agesS.map((ageS) => ({ queueAgeMs: 1_000 * ageS }));
const events = (...agesS: readonly number[]) => agesS.map((ageS) => ({ asyncEventAgeMs: 1_000 * ageS }));

function reasonsFor(minutes: readonly KnownMinute[], thresholds = DEFAULT_THRESHOLDS) {
  return brokenRules({
    minutes: minutesOf(...minutes),
    timeoutMs: 10_000,
    assessment: assessmentOf(RESERVED_100),
    thresholds,
  }).filter(({ rule }) => rule === 'backlog');
}

describe('work waiting in a queue', () => {
  it.each([
    { case: 'messages', minutes: waiting(...times(20, 2), 60, 120, 180, 240, 300, 360, 420) },
    { case: 'asynchronous events', minutes: events(...times(20, 1), 60, 120, 180, 240, 300, 360, 420) },
  ])('is a warning while $case wait longer and longer, from when the wait began to grow', ({ minutes }) => {
    expect(reasonsFor(minutes)).toEqual([
      { rule: 'backlog', severity: 'warn', value: 420_000, sinceMs: minuteMsAt(20) },
    ]);
  });

  it('is critical after ten minutes of waiting if that grows every minute', () => {
    const minutes = waiting(...times(20, 2), ...Array.from({ length: 15 }, (_, minute) => 60 * (minute + 1)));
    expect(reasonsFor(minutes)).toMatchObject([{ severity: 'crit' }]);
  });

  it.each([
    { case: 'waits no longer than two failures and their retries take', minutes: events(...times(20, 200)) },
    { case: 'is being processed', minutes: waiting(...times(20, 2), 500, 450, 400, 350, 310) },
    { case: 'exists without a wait', minutes: waiting(...times(20, 0)) },
  ])('is not trouble if it $case', ({ minutes }) => {
    expect(reasonsFor(minutes)).toEqual([]);
  });

  it('is judged by the configured threshold', () => {
    const minutes = waiting(...times(20, 2), 20, 40, 60, 80, 100);
    expect(reasonsFor(minutes)).toEqual([]);
    expect(reasonsFor(minutes, { ...DEFAULT_THRESHOLDS, queueAgeMs: 60_000 })).toHaveLength(1);
  });

  it.each([
    {
      case: 'grow',
      minutes: events(...times(20, 1), 60, 120, 180, 240, 300, 360, 420),
      says: 'the oldest asynchronous event for 7 min; waits grow since 02:20Z',
    },
    {
      case: 'grow as fast as the clock runs, hours behind',
      minutes: waiting(...times(20, 2), 36_000, 36_060, 36_120, 36_180, 36_240),
      says: 'the oldest message for 10 h 4 min; waits grow since 02:20Z',
    },
    {
      case: 'stand',
      minutes: waiting(...times(20, 2), 1_200, 1_190, 1_205, 1_195, 1_202),
      says: 'the oldest message for 20 min, and does not catch up',
    },
    {
      case: 'get shorter',
      minutes: waiting(...times(20, 2), 1_200, 1_140, 1_080, 1_020, 960),
      says: 'the oldest message for 16 min, catching up',
    },
    {
      case: 'are known for one minute only',
      minutes: [...waiting(...times(20, 2)), ...times(4, {}), ...waiting(960)],
      says: 'the oldest message for 16 min',
    },
  ])('is described in one sentence if waits $case', ({ minutes, says }) => {
    const reasons = reasonsFor(minutes);
    const [cause] = causesOf([troubled('thumbnails', { minutes: minutesOf(...minutes), reasons })], null);
    expect(lineText(sentenceOf(cause!, TOLD_IN_UTC.present).says)).toBe(`has work waiting: ${says}`);
  });
});
