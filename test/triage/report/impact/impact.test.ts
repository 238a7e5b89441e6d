import { describe, expect, it } from 'vitest';
import { lineText } from '../../../../src/terminal/line-layout.ts';
import { rawText } from '../../../../src/terminal/text.ts';
import { causesOf } from '../../../../src/triage/cause/causes-of-all.ts';
import type { CaseFile } from '../../../../src/triage/report/case-file/case-file.ts';
import { impactOf } from '../../../../src/triage/report/impact/impact.ts';
import { triageReport } from '../../../../src/triage/report/triage-report.ts';
import { POOL_FULL } from '../../sentence/sentence-causes.ts';
import { assessmentOf, minuteMsAt, minutesOf, poolOf700, reasonOf, times } from '../../troubled.ts';
import { caseOf, KINESIS, QUEUE, turned } from '../case.ts';
import { ACCESS } from '../case-file-of.ts';

function impactInWords(file: CaseFile): readonly string[] {
  return impactOf(file).map(({ says }) => lineText(says));
}

const ASYNC = { asyncEventAgeMs: 40 } as const;
const LOSES = {
  minutes: turned(40, 20, { ...ASYNC, deadLetterErrors: 2, errors: 6 }),
  reasons: [reasonOf('deadLetterErrors', { value: 10, sinceMs: minuteMsAt(40) })],
};
const withDeadLetters = (file: CaseFile): CaseFile => ({
  ...file,
  configuration: {
    ...file.configuration,
    deadLetterTarget: rawText('arn:aws:sqs:eu-west-1:123456789012:mail-dead-letters'),
  },
});

/** Records that wait longer every minute, from `ageMs` on. */
function lagging(ageMs: number, growthMs: number, more: Partial<CaseFile> = {}): CaseFile {
  const minutes = minutesOf(
    ...times(50, { iteratorAgeMs: 20 }),
    ...Array.from({ length: 10 }, (_, minute) => ({ iteratorAgeMs: ageMs - (9 - minute) * growthMs })),
  );
  return caseOf({
    minutes,
    reasons: [reasonOf('iteratorAge', { value: ageMs, sinceMs: minuteMsAt(50) })],
    iteratorAgeGrowthMs: growthMs,
    eventSources: { known: true, value: [KINESIS] },
    ...more,
  });
}

describe('the impact', () => {
  it('counts failures over the known time if they began earlier', () => {
    const reasons = [reasonOf('errors', { sinceMs: minuteMsAt(-21) })];
    const [failed] = impactInWords(caseOf({ minutes: minutesOf(...times(60, { errors: 10 })), reasons }));
    expect(failed).toBe('600 calls failed in 1 h, more since 01:39Z');
  });

  it('counts throttles and failures, each since its onset, and says who waits for the answer', () => {
    const minutes = minutesOf(
      ...times(40, {}),
      ...times(4, { errors: 10 }),
      ...times(16, { errors: 10, throttles: 20 }),
    );
    const reasons = [
      reasonOf('throttles', { sinceMs: minuteMsAt(44) }),
      reasonOf('errors', { sinceMs: minuteMsAt(40) }),
    ];
    expect(impactInWords(caseOf({ minutes, reasons }))).toEqual([
      '320 calls turned away since 02:44Z',
      '200 calls failed since 02:40Z',
      'callers get these errors: it is called directly, and no queue or stream tries again',
      'not over, not better: 30 calls turned away or failed a minute in the newest 3 min, 30 on average since they began',
    ]);
  });

  it('counts what a past outage cost, without the failures that are as common before and after', () => {
    const asBefore = { invocations: 200, errors: 4 };
    const file = caseOf({
      minutes: minutesOf(
        ...times(60, asBefore),
        ...times(20, { invocations: 200, errors: 40 }),
        ...times(15, asBefore),
      ),
      reasons: [reasonOf('errors', { severity: 'warn', value: 0.02, sinceMs: null })],
    });
    expect(impactInWords(file)[0]).toBe(
      '2.0 % of its calls fail since 03:20Z, as before 03:00Z; 800 failed in between',
    );
    const { timeline } = triageReport({ ...file, cause: causesOf([file], null)[0] ?? null }, ACCESS);
    expect(timeline.map(({ atMs, says }) => [atMs, lineText(says)])).toEqual([
      [minuteMsAt(60), 'more calls failed than before'],
      [minuteMsAt(80), 'no more calls failed than before'],
    ]);
  });

  const undated = [reasonOf('errors', { severity: 'warn', value: 0.02, sinceMs: null })];
  const at = (count: number, percent: number) => times(count, { invocations: 1_000, errors: 10 * percent });

  it('lists two outages separately, the newest first', () => {
    const minutes = minutesOf(...at(40, 2), ...at(10, 20), ...at(60, 2), ...at(10, 20), ...at(20, 2));
    const file = caseOf({ minutes, reasons: undated });
    expect(impactInWords(file)[0]).toBe(
      '2.0 % of its calls fail since 04:00Z, as before 03:50Z; 2,000 failed in between, and 2,000 from 02:40Z to 02:50Z',
    );
    const { timeline } = triageReport({ ...file, cause: causesOf([file], null)[0] ?? null }, ACCESS);
    expect(timeline.map(({ atMs }) => atMs)).toEqual([40, 50, 110, 120].map(minuteMsAt));
    const third = caseOf({
      minutes: minutesOf(...at(20, 2), ...times(3, [...at(10, 20), ...at(30, 2)]).flat()),
      reasons: undated,
    });
    expect(impactInWords(third)[0]).toMatch(
      /; 2,000 failed in between, and 4,000 in 2 outages before, since 02:20Z$/,
    );
  });

  it.each([
    { before: 10, after: 2, says: '2.0 % of its calls fail since 03:20Z, 10.0 % did before 03:00Z' },
    { before: 2, after: 2.9, says: '2.9 % of its calls fail since 03:20Z, 2.0 % did before 03:00Z' },
    { before: 2, after: 2.2, says: '2.2 % of its calls fail since 03:20Z, as before 03:00Z' },
  ])('says "as before" only if that is true: $before % and $after %', ({ before, after, says }) => {
    const minutes = minutesOf(...at(60, before), ...at(20, 40), ...at(20, after));
    expect(impactInWords(caseOf({ minutes, reasons: undated }))[0]).toBe(`${says}; 8,000 failed in between`);
  });

  it('starts with lost events, and what Lambda did before it gave them up', () => {
    expect(impactInWords(withDeadLetters(caseOf(LOSES)))).toEqual([
      '40 events are lost since 02:40Z: mail-dead-letters did not take them, and Lambda has them no more',
      'called asynchronously: Lambda tries a failed event 2 more times, a throttled one for up to 6 h; then it goes to mail-dead-letters. The sender sees no error',
      'not over, not better: 2 events lost a minute in the newest 3 min, 2 on average since they began',
    ]);
  });

  it.each([
    {
      of: 'a destination',
      more: {
        asyncDelivery: {
          known: true,
          value: {
            maximumRetries: 0,
            maximumEventAgeMs: 60_000,
            failureDestination: rawText('arn:aws:sns:eu-west-1:123456789012:failed'),
          },
        },
      },
      says: /tries a failed event no second time, a throttled one for up to 1 min; then it goes to failed\./,
    },
    { of: 'nowhere', more: {}, says: /then it is thrown away\. The sender sees no error$/ },
    {
      of: 'a place that lmon may not read',
      more: { asyncDelivery: { known: false, because: 'denied' } },
      says: /^called asynchronously: Lambda tries again .*how often and where it goes then lmon could not read/,
    },
  ] as const)('describes asynchronous events that end in $of', ({ more, says }) => {
    const minutes = turned(40, 20, { ...ASYNC, errors: 30 });
    const file = caseOf({ minutes, reasons: [reasonOf('errors', { sinceMs: minuteMsAt(40) })], ...more });
    expect(impactInWords(file).some((line) => says.test(line))).toBe(true);
  });

  it('describes a stream that falls behind, and when records will be lost', () => {
    expect(impactInWords(lagging(360_000, 48_000))).toEqual([
      'its records wait 6 min, 0.8 min more a minute: it falls further behind',
      'no record is lost so far: orders keeps them for 24 h, and at this pace the first are lost in 1 day 5 h',
      'called by the stream orders: records wait in it, and a batch that fails is tried again until it expires',
    ]);
  });

  it('starts with records that are about to expire', () => {
    expect(impactInWords(lagging(82_800_000, 60_000))[0]).toBe(
      'records are lost in about 1 h: orders keeps them for 24 h, and they wait 23 h already',
    );
  });

  it('uses the age limit of the mapping if that is shorter than the retention of the stream', () => {
    const failurePolicy = { ...KINESIS.failurePolicy!, maximumRecordAgeMs: 3_600_000 };
    const eventSources = { known: true, value: [{ ...KINESIS, failurePolicy }] } as const;
    expect(impactInWords(lagging(1_200_000, 30_000, { eventSources }))[0]).toBe(
      'records are lost in about 1 h 20 min: its event source mapping skips what is older than 1 h, and they wait 20 min already',
    );
  });

  it('says how long a stream that catches up will take', () => {
    expect(impactInWords(lagging(600_000, -60_000))[0]).toBe(
      'its records wait 10 min, less every minute: caught up in about 10 min',
    );
  });

  it('says that messages in a redrive queue are kept but not processed', () => {
    const minutes = turned(30, 30, { redriveGrowth: 4, redriveDepth: 120 });
    const file = caseOf({
      minutes,
      reasons: [reasonOf('redrive', { severity: 'warn', value: 4, sinceMs: minuteMsAt(30) })],
      redrives: [{ queueName: rawText('inventory-redrive'), maximumReceives: 3 }],
      eventSources: { known: true, value: [QUEUE] },
    });
    expect(impactInWords(file)).toEqual([
      '120 messages set aside since 02:30Z: they wait in inventory-redrive, and nobody works on them',
      'called by the queue inventory: a message that fails comes again, up to 3 times, then goes to inventory-redrive',
      'not over, not better: 4 messages set aside a minute in the newest 3 min, 4 on average since they began',
    ]);
  });

  it('says of trouble that is over that what it set aside still waits, but not of a moment in the past', () => {
    const minutes = turned(30, 30, { redriveGrowth: 4, redriveDepth: 120 });
    const reasons = [reasonOf('redrive', { severity: 'warn', value: 4, sinceMs: minuteMsAt(30) })];
    const redrives = [{ queueName: rawText('inventory-redrive'), maximumReceives: 3 }];
    const then = { minutes, reasons, durationRise: null };
    const file = caseOf({ minutes, reasons, redrives, toMs: minuteMsAt(60) });
    const past = { endedMs: file.toMs, knownToMs: minuteMsAt(74), nearTimeout: null, then };
    expect(impactInWords({ ...file, past })[0]).toMatch(
      /: they wait in inventory-redrive, and nobody works on them$/,
    );
    expect(impactInWords({ ...file, builtMs: minuteMsAt(90) })[0]).toMatch(
      /: they waited in inventory-redrive, and nobody worked on them$/,
    );
  });

  it('says that nobody is affected yet if a limit only comes near', () => {
    const file = caseOf({
      reasons: [reasonOf('use', { value: 0.93, sinceMs: null })],
      minutes: minutesOf(...times(60, {})),
    });
    expect(impactInWords(file)).toEqual(['nobody is turned away so far']);
  });

  it.each(['throttles', 'errors'] as const)(
    'does not say that nobody is affected where the %s got no answer',
    (rule) => {
      const file = caseOf({
        reasons: [reasonOf('use', { value: 0.93, sinceMs: null })],
        minutes: minutesOf(...times(60, {})),
        notJudged: [{ rule, because: 'unread' }],
      });
      expect(impactInWords(file)).toEqual([]);
    },
  );

  it('says how many calls of this function a full pool throttled', () => {
    const file = caseOf({
      assessment: assessmentOf(poolOf700(700)),
      minutes: turned(55, 5, { throttles: 12 }),
      reasons: [reasonOf('throttles', { sinceMs: minuteMsAt(55) })],
    });
    expect(impactInWords(file)[0]).toBe('60 calls turned away since 02:55Z');
  });

  it('names this function where the verdict counts all that a full pool throttled', () => {
    const file = caseOf({
      cause: POOL_FULL,
      minutes: turned(55, 5, { throttles: 12 }),
      reasons: [reasonOf('throttles', { sinceMs: minuteMsAt(55) })],
    });
    expect(impactInWords(file)[0]).toBe('60 calls of checkout-api turned away since 02:55Z');
  });

  it('says how many calls are missing if they stopped', () => {
    const minutes = minutesOf(...times(48, {}), ...times(12, null));
    const file = caseOf({ minutes, reasons: [reasonOf('silence', { value: 100, sinceMs: minuteMsAt(48) })] });
    expect(impactInWords(file)).toEqual(['about 1,200 calls that usually come are missing since 02:48Z']);
  });
});

describe('the impact of old trouble', () => {
  it('is described as permanent, with no end to wait for', () => {
    const file = caseOf({
      ...LOSES,
      reasons: [...LOSES.reasons, reasonOf('errors', { severity: 'warn', sinceMs: null })],
      minutes: minutesOf(
        ...times(40, { ...ASYNC, errors: 4 }),
        ...times(20, { ...ASYNC, errors: 4, deadLetterErrors: 2 }),
      ),
    });
    expect(impactInWords(file)[1]).toBe('4.0 % of its calls fail, as in all 1 h that are known');
    expect(impactInWords(file).at(-1)).toBe(
      'not over, not better: 2 events lost a minute in the newest 3 min, 2 on average since they began',
    );
  });

  it('counts failures of a function whose calls come near their timeout', () => {
    const file = caseOf({
      minutes: minutesOf(...times(60, { invocations: 54, errors: 1 })),
      reasons: [reasonOf('timeout', { sinceMs: null })],
    });
    expect(impactInWords(file)).toEqual([
      '60 of 3,240 calls failed in 1 h',
      'callers get these errors: it is called directly, and no queue or stream tries again',
    ]);
  });
});

describe('the impact of calls that die while others are turned away', () => {
  it.each(['timeout', 'memory'] as const)(
    'counts both, although only the rule %s tells of failures',
    (rule) => {
      const file = caseOf({
        minutes: minutesOf(
          ...times(58, { invocations: 54, errors: 1 }),
          ...times(2, { errors: 1, throttles: 1 }),
        ),
        reasons: [reasonOf('throttles', { sinceMs: minuteMsAt(58) }), reasonOf(rule, { sinceMs: null })],
      });
      expect(impactInWords(file).slice(0, 2)).toEqual([
        '2 calls turned away since 02:58Z',
        '60 of 3,332 calls failed in 1 h',
      ]);
    },
  );
});

describe('whether trouble is over', () => {
  const errors = (...counts: readonly number[]) =>
    impactInWords(
      caseOf({
        minutes: minutesOf(...times(40, {}), ...counts.map((count) => ({ errors: count }))),
        reasons: [reasonOf('errors', { sinceMs: minuteMsAt(40) })],
      }),
    ).at(-1);

  it.each([
    {
      is: 'over for now',
      counts: [...times(9, 20), 0, 0, 0],
      says: 'over for now: none in the newest 3 min',
    },
    {
      is: 'easing',
      counts: [...times(9, 40), 8, 8, 8],
      says: 'easing: 8 calls failed a minute in the newest 3 min, 32 on average since they began',
    },
    {
      is: 'getting worse',
      counts: [...times(9, 10), 60, 60, 60],
      says: 'getting worse: 60 calls failed a minute in the newest 3 min, 23 on average since they began',
    },
    {
      is: 'getting worse by a quarter, where that is no chance',
      counts: [...times(13, 440), 565, 565, 565],
      says: 'getting worse: 565 calls failed a minute in the newest 3 min, 463 on average since they began',
    },
    {
      is: 'fewer, where that is no chance',
      counts: [...times(13, 440), 330, 330, 330],
      says: 'not over, but fewer: 330 calls failed a minute in the newest 3 min, 419 on average since they began',
    },
    {
      is: 'going on, where chance alone makes a quarter more',
      counts: [...times(9, 4), 5, 5, 5],
      says: 'not over, not better: 5 calls failed a minute in the newest 3 min, 4.3 on average since they began',
    },
    {
      is: 'going on',
      counts: times(12, 20),
      says: 'not over, not better: 20 calls failed a minute in the newest 3 min, 20 on average since they began',
    },
    {
      is: 'too seldom to tell',
      counts: [1, 0, 0, 2, 0, 0, 1, 0, 1, 0, 0, 0],
      says: 'too seldom to tell whether it is over: 5 calls failed in 12 min',
    },
  ])('is said to be $is', ({ counts, says }) => {
    expect(errors(...counts)).toBe(says);
  });
});
